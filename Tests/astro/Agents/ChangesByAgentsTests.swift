import Foundation
import Support
import Testing

@Suite("Changes that agents request", .timeLimit(.minutes(20)))
struct ChangesByAgentsTests {
    static let rotation =
        #"{"token_id":"\#(ServedSandbox.token)","deployment":"\#(ServedSandbox.production)","destination":"ci"}"#

    func client(_ program: BuiltProgram, _ arguments: [String]) throws -> AgentClient {
        try AgentClient(program.program(["mcp", "--context", "sandbox"] + arguments))
    }

    func value(_ program: BuiltProgram) -> URL { program.home.appending(path: "value") }

    func changes(_ program: BuiltProgram) -> [String] {
        ["--allow", "changes", "--destination", "ci=file:\(value(program).path())"]
    }

    @Test("are confirmed by the person as on a terminal, and the value goes only to the destination")
    func rotation() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize(name: "claude")
        let call = try client.call("deployment_token_rotate", Self.rotation)
        let question = try await client.question()
        #expect(question.text.hasPrefix("The value goes to the destination 'ci'.\n"))
        #expect(question.text.hasSuffix("stops working at once\nRotate it?"))
        try client.reply(to: question.id)
        let (text, isError) = try toolResult(try await client.answer(to: call))
        #expect(!isError && text.contains("\"destination\":\"ci\"") && text.contains("\"shortToken\""))
        let secret = try String(contentsOf: value(program), encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        #expect(secret.count > 40 && !client.transcript.contains(secret))
        try client.process.closeInput()
        #expect(try await client.process.exitCode() == 0)
        let audit = try await program.stdout(of: "audit -o jsonl")
        #expect(audit.contains("\"client\":\"claude 1 (MCP)\"") && audit.contains("\"outcome\":\"done\""))
    }

    @Test(
        "are made only after a yes",
        arguments: [
            #"{"action":"accept","content":{"confirm":false}}"#, #"{"action":"accept","content":{}}"#,
            #"{"action":"decline"}"#, #"{"action":"cancel"}"#, #"{"nonsense":1}"#, #"{"action":"accept"}"#,
            #"{"action":"accept","content":{"confirm":"true"}}"#,
        ])
    func refusal(answer: String) async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize()
        let call = try client.call("deployment_token_rotate", Self.rotation)
        try client.reply(to: try await client.question().id, answer)
        let (text, isError) = try toolResult(try await client.answer(to: call))
        #expect(isError && text.contains("nothing was changed") && text.contains("\"exitCode\":5"))
        #expect(!FileManager.default.fileExists(atPath: value(program).path()))
    }

    @Test("are made once, however often the client answers")
    func twice() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize()
        let call = try client.call("deployment_token_rotate", Self.rotation)
        let question = try await client.question()
        try client.reply(to: question.id)
        try client.reply(to: question.id)
        #expect(try !toolResult(try await client.answer(to: call)).isError)
        #expect(try await client.answer("ping")["result"] != nil)
        let audit = try await program.stdout(of: "audit -o jsonl")
        #expect(audit.split(separator: "\n").count == 1)
    }

    @Test("wait for an answer within the time limit, and block no other call")
    func unanswered() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program) + ["--answer-timeout", "1"])
        try await client.initialize()
        let call = try client.call("deployment_token_rotate", Self.rotation)
        _ = try await client.question()
        #expect(try !toolResult(try await client.answer(to: try client.call("organization_token_list"))).isError)
        let (text, isError) = try toolResult(try await client.answer(to: call))
        #expect(isError && text.contains("no answer; nothing was changed"))
    }

    @Test("are not made if the client leaves without an answer")
    func gone() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize()
        _ = try client.call("deployment_token_rotate", Self.rotation)
        _ = try await client.question()
        try client.process.closeInput()
        #expect(try await client.process.exitCode() == 0)
        #expect(!FileManager.default.fileExists(atPath: value(program).path()))
    }

    @Test("of a client that cannot ask are limited to --yes-to")
    func withoutElicitation() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program) + ["--yes-to", "deployment_token_rotate"])
        try await client.initialize(asksPerson: false)
        let deletion = #"{"token_id":"\#(ServedSandbox.token)","deployment":"\#(ServedSandbox.production)"}"#
        let refused = try toolResult(
            try await client.answer(to: try client.call("deployment_token_delete", deletion)))
        #expect(refused.isError && refused.text.contains("--yes-to deployment_token_delete"))
        let done = try toolResult(
            try await client.answer(to: try client.call("deployment_token_rotate", Self.rotation)))
        #expect(!done.isError && FileManager.default.fileExists(atPath: value(program).path()))
    }

    @Test("without their own prompt are confirmed by the equivalent command line")
    func generic() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize()
        let call = try client.call(
            "organization_token_update", #"{"name":"Terraform","description":"it's new"}"#)
        let question = try await client.question()
        #expect(
            question.text
                == "Change a token's name, description or role? (astro organization token update name='Terraform' description='it'\\''s new')"
        )
        try client.reply(to: question.id)
        #expect(try toolResult(try await client.answer(to: call)).text.contains("it's new"))
    }

    @Test("are offered only if they are allowed, and secrets only with a destination")
    func offer() async throws {
        let program = try BuiltProgram()
        let reading = try await program.stdout(of: "mcp tools -o json")
        #expect(reading.contains("deployment_token_list") && !reading.contains("deployment_token_delete"))
        let homeless = try await program.stdout(of: "mcp tools --allow changes -o json")
        #expect(homeless.contains("deployment_token_delete") && !homeless.contains("deployment_token_rotate"))
        let one = try await program.stdout(of: "mcp tools --allow 'deployment token delete' -o json")
        #expect(one.contains("deployment_token_delete") && !one.contains("organization_token_delete"))
    }

    @Test("to an undeclared destination, or without one, are refused")
    func undeclared() async throws {
        let program = try BuiltProgram()
        let client = try client(program, changes(program))
        try await client.initialize()
        for destination in [#","destination":"/etc/passwd""#, #","destination":["ci"]"#, ""] {
            let arguments =
                #"{"token_id":"\#(ServedSandbox.token)","deployment":"\#(ServedSandbox.production)"\#(destination)}"#
            let call = try client.call("deployment_token_rotate", arguments)
            let (text, isError) = try toolResult(try await client.answer(to: call))
            #expect(isError && text.contains("the person declared: ci"))
        }
    }

    @Test("say where the value is kept if the destination fails, without showing it")
    func failedDelivery() async throws {
        let program = try BuiltProgram()
        let client = try client(program, ["--allow", "changes", "--destination", "ci=command:/bin/false"])
        try await client.initialize()
        let call = try client.call("deployment_token_rotate", Self.rotation)
        try client.reply(to: try await client.question().id)
        let (text, isError) = try toolResult(try await client.answer(to: call))
        #expect(isError && text.contains("\"exitCode\":8") && text.contains("is saved in"))
        let secret = try await program.shell(
            "astro deployment token recover --context sandbox --to-stdout 2>/dev/null")
        #expect(secret.stdout.count > 40)
        #expect(!client.transcript.contains(secret.stdout.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
