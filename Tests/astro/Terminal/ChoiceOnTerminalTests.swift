import Foundation
import Support
import Testing

@Suite("On a terminal, a list to choose from")
struct ChoiceOnTerminalTests {
    /// Rotates a token that is chosen from a list.
    func choose(
        _ keys: [PseudoTerminal.Step], after question: String = "Token to rotate: ",
        on terminal: PseudoTerminal = PseudoTerminal(),
        variables: [String: String] = [:], tokens: Int = 0
    ) async throws -> PseudoTerminal.Outcome {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox"].merging(variables) { $1 }
        if tokens > 0 { _ = try await program.run(["sandbox", "reset", "--tokens", "\(tokens)"]) }
        let words = ["deployment", "token", "rotate", "--deployment", ServedSandbox.production]
        let outcome = try await terminal.run(program.program(words), [.expect(question)] + keys)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }

    /// The list is shown, followed by the question; only the line with the choice remains.
    private func chosen(_ outcome: PseudoTerminal.Outcome, columns: Int = 80) -> String? {
        TerminalScreen.lines(outcome.output, columns: columns).first
    }

    let no: [PseudoTerminal.Step] = [.expect("[y/N] "), .type("n\r")]

    @Test("is navigated with arrow keys")
    func arrows() async throws {
        let second = try await choose([.down, .enter] + no)
        #expect(second.exitCode == 5)
        #expect(chosen(second) == "Token to rotate: CI deploy")
        #expect(chosen(try await choose([.down, .down, .up, .enter] + no)) == "Token to rotate: CI deploy")
    }

    @Test("is searched by typing, and a number selects its row")
    func typing() async throws {
        #expect(chosen(try await choose([.type("ci dep"), .enter] + no)) == "Token to rotate: CI deploy")
        #expect(chosen(try await choose([.type("2\r")] + no)) == "Token to rotate: CI deploy")
        #expect(chosen(try await choose([.type("00cideploy\r")] + no)) == "Token to rotate: CI deploy")
    }

    @Test("shows names first, the ends of IDs, and what distinguishes two with the same name")
    func columns() async throws {
        let outcome = try await choose([.escape])
        let rows = outcome.output.split(separator: "\r\n").map(String.init)
        let heading = try #require(rows.first { $0.contains("NAME") })
        #expect(heading.contains(/#\s+NAME\s+CREATED\s+LAST USED\s+ID/), "\(outcome.output)")
        #expect(outcome.output.contains("…cideploy"))
        #expect(!outcome.output.contains(ServedSandbox.token))
    }

    @Test("offers only what the command can change")
    func offered() async throws {
        let outcome = try await choose([.escape])
        #expect(outcome.output.contains("Metrics reader"))
        #expect(!outcome.output.contains("Terraform") && !outcome.output.contains("Analytics bot"))
    }

    @Test("has room for 10,000 rows", .timeLimit(.minutes(20)))
    func many() async throws {
        let outcome = try await choose([.type("Generated 009999"), .expect("009999"), .enter] + no, tokens: 10_000)
        #expect(outcome.exitCode == 5)
        #expect(chosen(outcome) == "Token to rotate: Generated 009999")
    }

    @Test(
        "leaves nothing on the screen when it is canceled",
        arguments: [
            (PseudoTerminal.Step.escape, 5), (.interrupt, 130), (.endOfInput, 5), (.signal(SIGTERM), 143),
        ])
    func cancelled(step: PseudoTerminal.Step, code: Int) async throws {
        let outcome = try await choose([step])
        #expect(outcome.exitCode == code)
        let lines = TerminalScreen.lines(outcome.output).map { $0.replacing("^C", with: "") }
        #expect(lines.first?.hasPrefix("error:") == true, "\(lines)")
    }

    @Test("fits 20 columns, and a terminal of unknown size", arguments: [(20, 24), (20, 5), (20, 4), (0, 0)])
    func narrow(columns: Int, rows: Int) async throws {
        let terminal = PseudoTerminal(rows: rows, columns: columns)
        let outcome = try await choose(
            [.down, .type("ci dep"), .enter] + no, after: columns == 20 ? "Token to… " : "Token to rotate: ",
            on: terminal)
        #expect(outcome.exitCode == 5)
        let line = columns == 0 ? "Token to rotate: CI deploy" : "Token to rotate: CI"
        #expect(chosen(outcome, columns: columns == 0 ? 80 : columns)?.hasPrefix(line) == true)
    }

    @Test("survives a resized window")
    func resized() async throws {
        let outcome = try await choose(
            [
                .down, .resize(rows: 5, columns: 20), .down, .resize(rows: 10, columns: 40), .down,
                .resize(rows: 40, columns: 120), .type("ci dep"), .enter,
            ]
                + no)
        #expect(outcome.output.contains("Token to rotate: CI deploy\r\n"))
    }

    @Test("is a numbered table on a terminal that cannot move its cursor")
    func dumb() async throws {
        let outcome = try await choose([.type("2\r")] + no, after: "]: ", variables: ["TERM": "dumb"])
        #expect(outcome.exitCode == 5)
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test(
        "is plain lines if a screen reader is in use",
        arguments: ["ASTRO_ACCESSIBLE", "ACCESSIBLE", "ASTRO_ACCESSIBLE_PROMPTER", "GH_ACCESSIBLE_PROMPTER"])
    func accessible(variable: String) async throws {
        let outcome = try await choose(
            [.type("CI deploy\r")] + no, after: "Token to rotate [1-6]: ",
            variables: [variable: "1", "NO_COLOR": "1"])
        #expect(outcome.exitCode == 5)
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("is drawn even if a variable for plain prompts is set to no")
    func notAccessible() async throws {
        let outcome = try await choose([.down, .enter] + no, variables: ["ASTRO_ACCESSIBLE": "0"])
        #expect(chosen(outcome) == "Token to rotate: CI deploy")
    }
}
