import Foundation
import Testing

@Suite("The built program")
struct StartUpTests {
    @Test("prints its version on stdout and nothing on stderr")
    func version() async throws {
        let outcome = try await BuiltProgram().run(["version"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout.hasPrefix("astro "))
        #expect(outcome.stderr == "")
    }

    @Test("shows help at every level", arguments: [[], ["deployment"], ["deployment", "token"], ["de", "to", "ro"]])
    func help(path: [String]) async throws {
        let outcome = try await BuiltProgram().run(path + ["--help"])
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout.contains(path.isEmpty ? "Start here:" : "Usage:"))
        #expect(outcome.stderr == "")
    }

    @Test("writes no file for help")
    func lazy() async throws {
        let program = try BuiltProgram()
        _ = try await program.run(["deployment", "token", "rotate", "--help"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.home.path()).isEmpty)
    }

    @Test("exits with 2 for an unknown command, with a suggestion")
    func unknownCommand() async throws {
        let outcome = try await BuiltProgram().run(["deployment", "token", "rotat"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("did you mean 'astro deployment token rotate'?"))
    }

    @Test("exits with 3 without a login")
    func noLogin() async throws {
        let outcome = try await BuiltProgram().run([
            "deployment", "token", "list", "--deployment", ServedSandbox.production,
        ])
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains("not logged in"))
    }
}
