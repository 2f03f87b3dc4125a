import Foundation
import Testing

@Suite("On a terminal, a question")
struct QuestionsOnTerminalTests {
    let production = ServedSandbox.production
    let rotate = ["deployment", "token", "rotate", ServedSandbox.token, "--deployment-id", ServedSandbox.production]

    func run(
        _ words: [String], _ steps: [PseudoTerminal.Step], on terminal: PseudoTerminal = PseudoTerminal(),
        variables: [String: String] = [:]
    ) async throws -> PseudoTerminal.Outcome {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox"].merging(variables) { $1 }
        let outcome = try await terminal.run(program.program(words), steps)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }

    @Test("for a yes goes on with y and stops at all else", arguments: [("y", 0), ("n", 5), ("", 5)])
    func confirm(answer: String, code: Int) async throws {
        let outcome = try await run(rotate, [.expect("Rotate it? [y/N] "), .type("\(answer)\r")])
        #expect(outcome.exitCode == code)
        #expect(outcome.output.contains("has a new value") == (code == 0))
    }

    @Test("for a yes is cancelled by Ctrl-C and unanswered at Ctrl-D")
    func confirmCancelled() async throws {
        let interrupted = try await run(rotate, [.expect("[y/N] "), .interrupt])
        #expect(interrupted.exitCode == 130)
        let ended = try await run(rotate, [.expect("[y/N] "), .endOfInput])
        #expect(ended.exitCode == 5)
        #expect(ended.output.contains("hint: \u{1B}[0m pass --force") || ended.output.contains("pass --force"))
    }

    @Test("for text takes a line, with a default for an empty one")
    func text() async throws {
        let outcome = try await run(
            ["deployment", "token", "create", "--deployment-id", production],
            [.expect("Name of the new token: "), .type("Night shift\r"), .expect("Role [DEPLOYMENT_ADMIN]: "), .enter])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("The token 'Night shift'"))
    }

    @Test("for text is cancelled by Ctrl-C and unanswered at Ctrl-D", arguments: [("\u{3}", 130), ("\u{4}", 5)])
    func textCancelled(key: String, code: Int) async throws {
        let words = ["deployment", "token", "create", "--deployment-id", production]
        let outcome = try await run(words, [.expect("Name of the new token: "), .type(key)])
        #expect(outcome.exitCode == code)
    }

    @Test("for a secret shows nothing of it, and the terminal shows again what is typed afterwards")
    func secret() async throws {
        let outcome = try await probe([.expect("Password: "), .type("s3cret\r")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.echoes == [false])
        #expect(TerminalScreen.lines(outcome.output) == ["Password:", "6 characters"])
    }

    @Test(
        "for a secret that is cancelled leaves the terminal as it was",
        arguments: [
            ([PseudoTerminal.Step.interrupt], 130), ([.type("half"), .interrupt], 130),
            ([.signal(SIGTERM)], 143), ([.endOfInput], 5), ([.enter], 5),
        ])
    func secretCancelled(steps: [PseudoTerminal.Step], code: Int) async throws {
        let outcome = try await probe([.expect("Password: ")] + steps)
        #expect(outcome.exitCode == code)
        #expect(!outcome.output.contains("half"))
    }

    private func probe(_ steps: [PseudoTerminal.Step]) async throws -> PseudoTerminal.Outcome {
        let outcome = try await PseudoTerminal().run(BuiltProgram().probe(["secret"]), steps)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }
}
