import Foundation
import Support
import Testing

@Suite("Broken streams and signals")
struct BrokenStreamsTests {
    let production = ServedSandbox.production
    let token = ServedSandbox.token

    func embedded() throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.variables["ASTRO_DOMAIN"] = "sandbox"
        return program
    }

    @Test("a list ends quietly if its reader is gone")
    func closedPipe() async throws {
        let program = try embedded()
        _ = try await program.run(["sandbox", "reset", "--tokens", "5000"])
        let line = "astro deployment token list --deployment \(production) | head -c 0; echo ${PIPESTATUS[0]}"
        let outcome = try await program.shell(line)
        #expect(outcome.stdout == "0\n")
        #expect(!outcome.stderr.contains("error"))
    }

    @Test(
        "a closed stdout is noticed before a value is requested",
        arguments: ["rotate TOKEN", "create -n a -r DEPLOYMENT_ADMIN"])
    func closedStdout(words: String) async throws {
        let program = try embedded()
        let verb = words.replacingOccurrences(of: "TOKEN", with: "\(token) -f")
        let before = try await tokens(program)
        let outcome = try await program.shell("astro deployment token \(verb) --deployment \(production) >&-")
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("nothing was changed"))
        #expect(try await tokens(program) == before)
    }

    @Test("a full disk at stdout is exit 8, and the value is kept in a private file")
    func fullDisk() async throws {
        let program = try embedded()
        let line = "astro deployment token rotate \(token) --deployment \(production) -f >/dev/full"
        let outcome = try await program.shell(line)
        #expect(outcome.exitCode == 8)
        let kept = program.home.appending(path: ".astro/recovery/\(token).json").path()
        #expect(outcome.stderr.contains(kept))
        let lines = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n")
        let record = try object(String(try #require(lines.last)))
        let value = try #require(record["secret"] as? String)
        #expect(value.hasPrefix("eyJ"))
        #expect(!outcome.stderr.contains(value))
        let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(
        "a closed or empty stdin at a prompt is exit 5, and nothing is changed",
        arguments: ["<&-", "</dev/null"])
    func closedStdin(redirection: String) async throws {
        let program = try embedded()
        let before = try await tokens(program)
        for verb in ["rotate \(token)", "delete \(token)", "delete ctoken0000000analyticsbot"] {
            let line = "astro deployment token \(verb) --deployment \(production) \(redirection)"
            let outcome = try await program.shell(line)
            #expect(outcome.exitCode == 5)
            #expect(outcome.stdout == "")
            #expect(outcome.stderr.contains("hint: pass --yes"))
        }
        #expect(try await tokens(program) == before)
    }

    @Test("an interrupt at a prompt is exit 130", arguments: zip([SIGINT, SIGTERM], [Int32(130), 143]))
    func interruptedQuestion(signal: Int32, code: Int32) async throws {
        let words = ["deployment", "token", "rotate", token, "--deployment", production]
        let process = try embedded().program(words).start(stdin: .pipe, stderr: .pipe)
        try await process.stderr(until: "[y/N]")
        process.send(signal)
        #expect(try await process.exitCode() == code)
    }

    @Test("an interrupt during a rotation still delivers the value first")
    func interruptedRotation() async throws {
        let token = #"""
            {"id": "t", "name": "n", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "shortToken": "s",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "startAt": "2026-01-01T00:00:00Z",
            "token": "the-value",
            "roles": [{"entityId": "\#(ServedSandbox.production)", "entityType": "DEPLOYMENT", "role": "r"}]}
            """#
        let server = try ScriptedServer(always: ScriptedServer.response("200 OK", token), waits: true)
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: server.url, credential: BadInputTests.credential)
        let words = [
            "deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production, "-f",
            "--timeout", "600",
        ]
        let process = try program.program(words).start(stdout: .pipe, stderr: .pipe)
        try await server.waitForRequest()
        server.release()
        try await server.waitForRequest()
        process.send(SIGINT)
        try await process.stderr(until: "Ctrl-C again")
        server.release()
        #expect(try await process.stdout() == "the-value\n")
        #expect(try await process.exitCode() == 0)
    }

    private func tokens(_ program: BuiltProgram) async throws -> String {
        try await program.run(["deployment", "token", "list", "--deployment", production, "--json"]).stdout
    }
}
