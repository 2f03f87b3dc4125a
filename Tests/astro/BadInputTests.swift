import Foundation
import Support
import Testing

/// Failures outside the program: each has its exit code and a message, and leaves nothing half done.
@Suite("Bad input")
struct BadInputTests {
    /// An API token without an expiry; its payload is `{"permissions":["organizationId:o"]}`.
    static let credential = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6WyJvcmdhbml6YXRpb25JZDpvIl19.c2ln"
    let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]

    func client(_ url: String, credential: String = credential) throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: url, credential: credential)
        return program
    }

    @Test(
        "a malformed or expired API token is exit 3 before any request",
        arguments: [
            ("nonsense", "malformed"), ("a.b.c", "malformed"), ("..", "malformed"),
            // {"permissions":[],"exp":1000000000}
            ("eyJhIjoxfQ.eyJwZXJtaXNzaW9ucyI6W10sImV4cCI6MTAwMDAwMDAwMH0.c2ln", "expired on 2001-09-09"),
        ])
    func unsoundCredential(credential: String, words: String) async throws {
        let server = try ScriptedServer(always: "")
        let outcome = try await client(server.url, credential: credential).run(list)
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains(words))
        #expect(!outcome.stderr.contains(credential))
        #expect(server.requests.count == 0)
    }

    @Test("a refused connection is exit 6")
    func refusedConnection() async throws {
        // A port that was free a moment ago may be another test's by now, but nothing uses port 1.
        let outcome = try await client("http://127.0.0.1:1").run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("refused"))
    }

    @Test("a host that does not resolve is exit 6 and named")
    func unresolvedName() async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "no-such-host.invalid", "ASTRO_API_TOKEN": Self.credential]
        let outcome = try await program.run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("api.no-such-host.invalid"))
    }

    @Test("http to another host is refused before anything is sent")
    func plainHTTP() async throws {
        var program = try client("http://198.51.100.1:80")
        let outcome = try await program.run(list)
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("http is only for this machine"))
        program.variables["ASTRO_DOMAIN"] = "example.test"
        program.variables["ASTRO_CLOUD_API_PROTOCOL"] = "http"
        #expect(try await program.run(list).stderr.contains("http is only for this machine"))
    }

    @Test("a server that does not answer in time is exit 6")
    func timeout() async throws {
        let server = try ScriptedServer(always: "", waits: true)
        let outcome = try await client(server.url).run(list + ["--timeout", "0.3"])
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("--timeout"))
    }

    @Test(
        "each refusal of the server has its exit code and full message",
        arguments: [
            ("401 Unauthorized", Int32(3)), ("403 Forbidden", 3), ("404 Not Found", 4), ("400 Bad Request", 1),
            ("500 Internal Server Error", 1), ("302 Found", 1),
        ])
    func refusals(status: String, code: Int32) async throws {
        let body = #"{"message": "the words of the server", "requestId": "req-77", "statusCode": 0}"#
        let server = try ScriptedServer(always: ScriptedServer.response(status, body))
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == code)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("the words of the server"))
        #expect(outcome.stderr.contains("request ID: req-77"))
    }

    @Test("Retry-After is honored, or reported if it is too long")
    func tooManyRequests() async throws {
        let soon = try ScriptedServer(
            always: ScriptedServer.response("429 Too Many Requests", "", headers: ["Retry-After: 0"]))
        #expect(try await client(soon.url).run(list).exitCode == 1)
        #expect(soon.requests.count == 3)
        let late = try ScriptedServer(
            always: ScriptedServer.response("429 Too Many Requests", "", headers: ["Retry-After: 3600"]))
        let outcome = try await client(late.url).run(list)
        #expect(late.requests.count == 1)
        #expect(outcome.stderr.contains("try again in 3600 s"))
    }

    @Test("a rotation without a value in its answers is requested three times, then reported as lost")
    func noBlindRetry() async throws {
        let token = #"""
            {"id": "t", "name": "n", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "shortToken": "s",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "startAt": "2026-01-01T00:00:00Z",
            "roles": [{"entityId": "\#(ServedSandbox.production)", "entityType": "DEPLOYMENT", "role": "r"}]}
            """#
        // Read as the answer to the rotation, it says that the secret was lost.
        let server = try ScriptedServer(always: ScriptedServer.response("200 OK", token))
        let outcome = try await client(server.url).run([
            "deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production, "-f",
        ])
        #expect(server.requests.count == 7)
        #expect(outcome.exitCode == 8)
        #expect(outcome.stderr.contains("the old value of the token 'n' (t) no longer works, and the new one was lost"))
    }

    @Test("HTML instead of JSON is never shown, whatever the status", arguments: ["500 Oops", "200 OK"])
    func html(status: String) async throws {
        let server = try ScriptedServer(always: ScriptedServer.response(status, "<html>\u{1B}[31mred</html>"))
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == 1)
        #expect(outcome.stdout == "")
        #expect(!outcome.stderr.contains("html") && !outcome.stderr.contains("\u{1B}"))
    }

    @Test("a truncated answer is exit 6")
    func brokenOff() async throws {
        let server = try ScriptedServer(always: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"tokens\":")
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stdout == "")
    }

    @Test("a malformed config file is named with its line, and an unreadable one by name")
    func config() async throws {
        let program = try BuiltProgram()
        let folder = program.home.appending(path: ".astro")
        let file = folder.appending(path: "config.yaml")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("context: a.io\n\tb: c\n".utf8).write(to: file)
        let malformed = try await program.run(list)
        #expect(malformed.exitCode == 1)
        #expect(malformed.stderr.contains("\(file.path()): line 2 is indented with a tab"))
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        let unreadable = try await program.run(list)
        #expect(unreadable.exitCode == 1)
        #expect(unreadable.stderr.contains(file.path()))
    }

    @Test("errors are JSON on stderr with -o json, even for an invalid command line")
    func jsonErrors() async throws {
        struct Report: Decodable {
            struct Content: Decodable {
                let code: String
                let message: String
                let exitCode: Int32
            }
            let error: Content
        }
        for arguments in [list + ["-o", "json"], ["nonsense", "--json"], list + ["--output=json", "--nonsense"]] {
            let outcome = try await BuiltProgram().run(arguments)
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.stderr.utf8))
            #expect(report.error.exitCode == outcome.exitCode)
            #expect(outcome.stdout == "")
        }
    }
}
