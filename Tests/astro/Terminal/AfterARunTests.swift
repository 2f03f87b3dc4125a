import Foundation
import Support
import Testing

@Suite("After a run, a person knows")
struct AfterARunTests {
    let place = ["--deployment", ServedSandbox.production]
    var world: BuiltProgram

    init() throws {
        world = try BuiltProgram()
        world.variables = ["ASTRO_DOMAIN": "sandbox"]
    }

    private func token(_ words: String...) async throws -> BuiltProgram.Outcome {
        try await world.run(["deployment", "token"] + words)
    }

    @Test("which token it was, where its value went, and whether the old one works")
    func rotated() async throws {
        let outcome = try await world.run(
            ["deployment", "token", "rotate", ServedSandbox.token, "-y", "--to-file", "value"] + place)
        let file = world.home.appending(path: "value").path()
        #expect(
            outcome.stderr.contains(
                "The token 'CI deploy' (\(ServedSandbox.token)) has a new value. Its value went to the file \(file). "
                    + "The old value no longer works. It never expires."), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("hint: give the new value to whatever still uses the old one"))
    }

    @Test("the ID of a new token and when it expires")
    func created() async throws {
        let outcome = try await world.run(
            ["deployment", "token", "create", "-n", "night", "-r", "DEPLOYMENT_ADMIN", "-e", "90"] + place)
        #expect(
            outcome.stderr.contains(/The token 'night' \(c[a-z0-9]{24}\) was created\./)
                && outcome.stderr.contains(/It expires at 2\S+, in 90 days\./), "\(outcome.stderr)")
    }

    @Test("which destinations have a value that others did not get")
    func partly() async throws {
        let outcome = try await world.run(
            ["deployment", "token", "rotate", ServedSandbox.token, "-y", "--to-file", "value", "--to-command", "false"]
                + place)
        #expect(outcome.exitCode == 8)
        #expect(outcome.stderr.contains("the command 'false'"))
        #expect(outcome.stderr.contains("the file \(world.home.appending(path: "value").path()) has it"))
        #expect(outcome.stderr.contains("The old value no longer works"))
    }

    @Test("that an overlap is pending, in lists and before another rotation")
    func overlap() async throws {
        let begun = try await world.run(
            ["deployment", "token", "rotate", ServedSandbox.token, "-y", "--overlap", "7d", "--to-file", "value"]
                + place)
        #expect(begun.exitCode == 0, "\(begun.stderr)")
        let screen = try await PseudoTerminal(columns: 160).run(
            world.program(["deployment", "token", "list"] + place), [])
        #expect(screen.output.contains("OVERLAP"), "\(screen.output)")
        #expect(screen.output.contains(/CI deploy +old/) && screen.output.contains(/CI deploy +new/))
        let piped = try await world.run(["deployment", "token", "list"] + place)
        #expect(!piped.stdout.contains("OVERLAP"))
        let again = try await world.run(["deployment", "token", "rotate", ServedSandbox.token] + place, input: "n\n")
        #expect(again.stderr.contains("is being replaced by "))
        #expect(again.stderr.contains("overlap finish "))
    }

    @Test("that an overlap ends early only after a confirmation")
    func finishedEarly() async throws {
        _ = try await world.run(
            ["deployment", "token", "rotate", ServedSandbox.token, "-y", "--verify", "--overlap", "7d", "-c"] + place)
        let early = try await token("overlap", "finish", ServedSandbox.token)
        #expect(early.exitCode == 5)
        #expect(early.stderr.contains("was to work until") && early.stderr.contains("nothing was changed"))
        #expect(try await token("overlap", "finish", ServedSandbox.token, "--yes").exitCode == 0)
    }

    @Test("the host and port that cannot be reached, and how to serve the sandbox there", .needs("curl"))
    func unreachable() async throws {
        let variables = ServedSandbox.variables(url: "http://localhost:1", credential: BadInputTests.credential)
        let outcome = try await world.run(
            ["deployment", "token", "rotate", ServedSandbox.token, "-y"] + place, extra: variables)
        #expect(outcome.exitCode == 6)
        #expect(
            outcome.stderr.contains("the connection to localhost:1 was refused; nothing was changed"),
            "\(outcome.stderr)")
        #expect(outcome.stderr.contains("hint: astro sandbox serve"))
    }
}
