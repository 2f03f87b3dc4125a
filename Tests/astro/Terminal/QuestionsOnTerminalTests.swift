import Foundation
import Support
import Testing

@Suite("On a terminal, a prompt")
struct QuestionsOnTerminalTests {
    let production = ServedSandbox.production
    let rotate = ["deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production]

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

    @Test("for a yes continues after y and stops after anything else", arguments: [("y", 0), ("n", 5), ("", 5)])
    func confirm(answer: String, code: Int) async throws {
        let outcome = try await run(rotate, [.expect("Rotate it? [y/N] "), .type("\(answer)\r")])
        #expect(outcome.exitCode == code)
        #expect(outcome.output.contains("has a new value") == (code == 0))
    }

    @Test("for a yes is canceled by Ctrl-C and unanswered at Ctrl-D")
    func confirmCancelled() async throws {
        let interrupted = try await run(rotate, [.expect("[y/N] "), .interrupt])
        #expect(interrupted.exitCode == 130)
        let ended = try await run(rotate, [.expect("[y/N] "), .endOfInput])
        #expect(ended.exitCode == 5)
        #expect(ended.output.contains("hint: \u{1B}[0m pass --yes") || ended.output.contains("pass --yes"))
    }

    @Test("for text accepts a line, and for a role Enter picks the marked one")
    func text() async throws {
        let outcome = try await run(
            ["deployment", "token", "create", "--deployment", production],
            [
                .expect("Name of the new token: "), .type("Night shift\r"), .expect("DEPLOYMENT_ADMIN"), .enter,
                .expect("90d"), .type("never\r"),
            ])
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("The token 'Night shift'"))
        #expect(outcome.output.contains("It never expires."))
    }

    @Test("to rotate says which token it is, where, who uses it, and what the alternative is")
    func rotation() async throws {
        let outcome = try await run(
            rotate, [.expect("Rotate it? [y/N] "), .type("n\r")], on: PseudoTerminal(columns: 200),
            variables: ["NO_COLOR": "1"])
        let lines = TerminalScreen.lines(outcome.output, columns: 200)
        for fact in [
            /^  Token +'CI deploy' \(ctoken00000000000cideploy\)$/,
            /^  Deployment +Production \(cdeployment0000production\)$/,
            /^  Workspace +Analytics$/, /^  Context +sandbox$/, /^  Last used +.* ago$/, /^  Last rotated +never$/,
            /^warning: the current value .* stops working at once$/, /^hint: .*--overlap 24h/,
        ] {
            #expect(lines.contains { $0.contains(fact) }, "\(lines)")
        }
    }

    let create = [
        "deployment", "token", "create", "--deployment", ServedSandbox.production, "--role", "DEPLOYMENT_ADMIN",
    ]

    @Test(
        "for an expiry appears if a person creates a token",
        arguments: [("90d", true), ("1y", true), ("never", false)])
    func expiry(answer: String, expires: Bool) async throws {
        let outcome = try await run(
            create + ["--name", "Night shift"], [.expect("EXPIRES AFTER"), .type("\(answer)\r")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.kept.replacing(/\s+/, with: " ").contains("It expires at ") == expires)
    }

    @Test("for an expiry is skipped if it is given, or if a script wants only the value")
    func scripted() async throws {
        for words in [["--expiration", "30"], ["--expiration", "0"], ["--clean-output"], ["--json"]] {
            let outcome = try await run(create + ["--name", "Night shift"] + words, [])
            #expect(outcome.exitCode == 0, "\(outcome.output)")
            #expect(!outcome.output.contains("EXPIRES AFTER"))
        }
    }

    @Test("appears before a second token with the same name", arguments: [("n", 5), ("y", 0)])
    func second(answer: String, code: Int) async throws {
        let outcome = try await run(
            create + ["--name", "CI deploy", "--expiration", "0"],
            [
                .expect("there is a token 'CI deploy' (ctoken00000000000cideploy) already"),
                .expect("Create another one of that name? [y/N] "), .type("\(answer)\r"),
            ], on: PseudoTerminal(columns: 200))
        #expect(outcome.exitCode == code)
    }

    @Test(
        "is skipped in a CI job, whose terminal has no person",
        arguments: ["CI", "ASTRO_PROMPT_DISABLED", "GH_PROMPT_DISABLED"])
    func job(variable: String) async throws {
        let outcome = try await run(rotate, [], on: PseudoTerminal(columns: 200), variables: [variable: "true"])
        #expect(outcome.exitCode == 5)
        #expect(outcome.output.contains("was not asked because \(variable) is set; nothing was changed"))
        let choice = try await run(
            ["deployment", "token", "rotate", "--deployment", production], [], variables: [variable: "true"])
        #expect(choice.exitCode == 2)
    }

    @Test("is answered by a piped stdin in a CI job, too")
    func pipedInJob() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(
            rotate, input: "y\n", extra: ["CI": "true", "ASTRO_DOMAIN": "sandbox"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
    }

    @Test("answered by --yes leaves only the result with --quiet")
    func quiet() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.run(rotate + ["--quiet", "-y"], extra: ["ASTRO_DOMAIN": "sandbox"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.stderr == "" && outcome.stdout.count > 40)
        let talking = try await program.run(
            rotate + ["--quiet", "--verbosity", "debug"], extra: ["ASTRO_DOMAIN": "sandbox"])
        #expect(talking.exitCode == 2)
    }

    @Test("for text is canceled by Ctrl-C and unanswered at Ctrl-D", arguments: [("\u{3}", 130), ("\u{4}", 5)])
    func textCancelled(key: String, code: Int) async throws {
        let words = ["deployment", "token", "create", "--deployment", production]
        let outcome = try await run(words, [.expect("Name of the new token: "), .type(key)])
        #expect(outcome.exitCode == code)
    }

    @Test("for a secret does not echo it, and the terminal echoes again afterwards")
    func secret() async throws {
        let outcome = try await probe([.expect("Password: "), .type("s3cret\r")])
        #expect(outcome.exitCode == 0)
        #expect(outcome.echoes == [false])
        #expect(TerminalScreen.lines(outcome.output) == ["Password:", "6 characters"])
    }

    @Test(
        "for a secret restores the terminal when it is canceled",
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
