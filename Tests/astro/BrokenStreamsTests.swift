import Foundation
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

    @Test("a reader that wants nothing ends a list quietly")
    func closedPipe() async throws {
        let program = try embedded()
        _ = try await program.run(["sandbox", "reset", "--tokens", "5000"])
        let line = "astro deployment token list --deployment-id \(production) | head -c 0; echo ${PIPESTATUS[0]}"
        let outcome = try await program.shell(line)
        #expect(outcome.stdout == "0\n")
        #expect(!outcome.stderr.contains("error"))
    }

    @Test(
        "a closed stdout is found out before a value is asked for",
        arguments: ["rotate TOKEN", "create -n a -r DEPLOYMENT_ADMIN"])
    func closedStdout(words: String) async throws {
        let program = try embedded()
        let verb = words.replacingOccurrences(of: "TOKEN", with: "\(token) -f")
        let before = try await tokens(program)
        let outcome = try await program.shell("astro deployment token \(verb) --deployment-id \(production) >&-")
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("nothing was changed"))
        #expect(try await tokens(program) == before)
    }

    @Test("a full disk under stdout is exit 8, and the value is kept in a file that only its owner can read")
    func fullDisk() async throws {
        let program = try embedded()
        let line = "astro deployment token rotate \(token) --deployment-id \(production) -f >/dev/full"
        let outcome = try await program.shell(line)
        #expect(outcome.exitCode == 8)
        let kept = program.home.appending(path: ".astro/recovery/\(token).json").path()
        #expect(outcome.stderr.contains(kept))
        let record = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: kept))) as? [String: Any]
        let value = try #require(record?["secret"] as? String)
        #expect(value.hasPrefix("eyJ"))
        #expect(!outcome.stderr.contains(value))
        let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(
        "better: a stdin that is closed or empty at a question is exit 5, and nothing is changed",
        arguments: ["<&-", "</dev/null"])
    func closedStdin(redirection: String) async throws {
        let program = try embedded()
        let before = try await tokens(program)
        for verb in ["rotate \(token)", "delete \(token)", "delete ctoken0000000analyticsbot"] {
            let line = "astro deployment token \(verb) --deployment-id \(production) \(redirection)"
            let outcome = try await program.shell(line)
            #expect(outcome.exitCode == 5)
            #expect(outcome.stdout == "")
            #expect(outcome.stderr.contains("hint: pass --force"))
        }
        #expect(try await tokens(program) == before)
    }

    @Test("an interrupt at a question is exit 130", arguments: zip([SIGINT, SIGTERM], [Int32(130), 143]))
    func interruptedQuestion(signal: Int32, code: Int32) async throws {
        let words = ["deployment", "token", "rotate", token, "--deployment-id", production]
        let process = try embedded().program(words).start(stdin: .pipe, stderr: .pipe)
        try await process.stderr(until: "[y/N]")
        process.send(signal)
        #expect(try await process.exitCode() == code)
    }

    @Test("an interrupt while the server rotates lets the value be delivered first")
    func interruptedRotation() async throws {
        let token = #"""
            {"id": "t", "name": "n", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "shortToken": "s",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "startAt": "2026-01-01T00:00:00Z",
            "token": "the-value", "roles": [{"entityId": "d", "entityType": "DEPLOYMENT", "role": "r"}]}
            """#
        let server = try CannedServer(CannedServer.response("200 OK", token), waits: true)
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: server.url, credential: BadInputTests.credential)
        let words = ["deployment", "token", "rotate", "t", "--deployment-id", "d", "-f", "--timeout", "600"]
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
        try await program.run(["deployment", "token", "list", "--deployment-id", production, "--json"]).stdout
    }
}
