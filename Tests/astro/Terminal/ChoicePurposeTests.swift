import Support
import Testing

@Suite("On a terminal, a choice says what it is for")
struct ChoicePurposeTests {
    static let questions: [(line: String, question: String)] = [
        ("deployment token list", "Deployment whose tokens to list: "),
        ("deployment token check", "Deployment whose tokens to check: "),
        ("deployment token create --name x", "Deployment of the new token: "),
        ("deployment token rotate", "Deployment of the token to rotate: "),
        ("deployment token update --new-name x", "Deployment of the token to update: "),
        ("deployment token delete", "Deployment of the token to delete: "),
        ("deployment token organization-token list", "Deployment whose tokens to list: "),
        ("deployment workspace-token add --role R", "Deployment to give the token a role in: "),
        ("deployment workspace-token update --role R", "Deployment where the role changes: "),
        ("deployment workspace-token remove", "Deployment to remove the token from: "),
        ("workspace token rotate", "Workspace of the token to rotate: "),
        ("organization token rotate", "Token to rotate: "), ("organization token roles", "Token whose roles to list: "),
        ("deployment inspect", "Deployment to inspect: "), ("workspace switch", "Workspace to switch to: "),
        ("organization switch", "Organization to switch to: "),
    ]

    @Test("in its question", arguments: questions)
    func purpose(line: String, question: String) async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox", "NO_COLOR": "1"]
        let outcome = try await PseudoTerminal().run(
            program.program(line.split(separator: " ").map(String.init)), [.expect(question), .escape])
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.exitCode == 5)
    }

    @Test("in its question among several with the same name, too")
    func namesakes() async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox", "NO_COLOR": "1"]
        let words = ["deployment", "token", "rotate", "Airflow sync", "--deployment", "Production"]
        let outcome = try await PseudoTerminal().run(program.program(words), [.expect("Token to rotate: "), .escape])
        #expect(outcome.missing == nil, "\(outcome.output)")
    }
}
