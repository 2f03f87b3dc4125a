import Foundation
import Support
import Testing

@Suite("On a terminal, a long step")
struct ProgressOnTerminalTests {
    func progress(
        _ steps: [PseudoTerminal.Step], words: [String] = [], variables: [String: String] = [:],
        on terminal: PseudoTerminal = PseudoTerminal()
    ) async throws -> PseudoTerminal.Outcome {
        var program = try BuiltProgram()
        program.variables = variables
        let outcome = try await terminal.run(program.probe(["progress"] + words), steps)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }

    let through: [PseudoTerminal.Step] = [
        .expect("0/3"), .enter, .expect("1/3"), .enter, .expect("2/3"), .enter, .expect("3/3"), .enter,
    ]

    @Test("has a growing bar below other output, which leaves no trace")
    func bar() async throws {
        let outcome = try await progress(through)
        #expect(outcome.exitCode == 0)
        #expect(TerminalScreen.lines(outcome.output) == ["The can is half empty.", "watered"])
        #expect(outcome.output.contains("Watering  ██████████░░░░░░░░░░░░░░░░░░░░  1/3"))
    }

    @Test("leaves no trace if it fails or is interrupted")
    func broken() async throws {
        let failed = try await progress(Array(through.prefix(6)), words: ["--fails"], variables: ["NO_COLOR": "1"])
        #expect(failed.exitCode == 1)
        #expect(TerminalScreen.lines(failed.output) == ["The can is half empty.", "error: the can is empty"])
        let interrupted = try await progress([.expect("0/3"), .interrupt], variables: ["NO_COLOR": "1"])
        #expect(interrupted.exitCode == 130)
        let lines = TerminalScreen.lines(interrupted.output).map { $0.replacing("^C", with: "") }
        #expect(lines == ["error: interrupted"])
    }

    @Test("is drawn in ASCII if the locale is not UTF-8, and within 20 columns")
    func plain() async throws {
        let outcome = try await progress(through, variables: ["LC_ALL": "C"])
        #expect(outcome.output.contains("Watering  ##########....................  1/3"))
        let narrow = try await progress(through, on: PseudoTerminal(rows: 24, columns: 20))
        #expect(TerminalScreen.lines(narrow.output, columns: 20).prefix(2) == ["The can is half", "empty."])
    }

    @Test(
        "is not shown if the settings say so",
        arguments: [(["--verbosity", "error"], [:]), (["--verbosity", "debug"], [:]), ([], ["TERM": "dumb"])])
    func silent(words: [String], variables: [String: String]) async throws {
        let outcome = try await progress([.type("\r\r\r\r")], words: words, variables: variables)
        #expect(outcome.exitCode == 0)
        #expect(!outcome.output.contains("/3"))
    }

    @Test("is not written to a pipe")
    func piped() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.finish(program.probe(["progress"]), input: "\n\n\n\n")
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout == "watered\n")
        #expect(outcome.stderr == "The can is half empty.\n")
    }

    @Test("that waits for the server says so, and leaves no trace")
    func slowServer() async throws {
        let tokens = #"{"limit": 1000, "offset": 0, "totalCount": 0, "tokens": []}"#
        let server = try ScriptedServer(always: ScriptedServer.response("200 OK", tokens), waits: true)
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: server.url, credential: BadInputTests.credential)
        let process = program.program([
            "deployment", "token", "list", "--deployment", ServedSandbox.production, "--no-header",
        ])
        async let outcome = PseudoTerminal().run(process, [.expect("Waiting for 127.0.0.1"), .interrupt])
        let seen = try await outcome
        #expect(seen.missing == nil, "\(seen.output)")
        #expect(seen.exitCode == 130)
        #expect(TerminalScreen.lines(seen.output).allSatisfy { !$0.contains("Waiting") })
    }
}
