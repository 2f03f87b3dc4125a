import Foundation
import Testing

/// What goes wrong outside of the program: each has its exit code, says what happened, and leaves nothing half done.
@Suite("Bad input")
struct BadInputTests {
    /// An API token without an expiry; its payload is `{"permissions":["organizationId:o"]}`.
    static let credential = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6WyJvcmdhbml6YXRpb25JZDpvIl19.c2ln"
    let list = ["deployment", "token", "list", "--deployment-id", "d"]

    func client(_ url: String, credential: String = credential) throws -> BuiltProgram {
        var program = try BuiltProgram()
        program.variables = ServedSandbox.variables(url: url, credential: credential)
        return program
    }

    @Test(
        "an API token that is malformed or expired is exit 3 before any request",
        arguments: [
            ("nonsense", "malformed"), ("a.b.c", "malformed"), ("..", "malformed"),
            // {"permissions":[],"exp":1000000000}
            ("eyJhIjoxfQ.eyJwZXJtaXNzaW9ucyI6W10sImV4cCI6MTAwMDAwMDAwMH0.c2ln", "expired on 2001-09-09"),
        ])
    func unsoundCredential(credential: String, words: String) async throws {
        let server = try CannedServer("")
        let outcome = try await client(server.url, credential: credential).run(list)
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains(words))
        #expect(!outcome.stderr.contains(credential))
        #expect(server.requests == 0)
    }

    @Test("a refused connection is exit 6")
    func refusedConnection() async throws {
        // A port that was free a moment ago may be another test's by now; nobody serves port 1.
        let outcome = try await client("http://127.0.0.1:1").run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("refused"))
    }

    @Test("a name that does not resolve is exit 6 and named")
    func unresolvedName() async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "no-such-host.invalid", "ASTRO_API_TOKEN": Self.credential]
        let outcome = try await program.run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("api.no-such-host.invalid"))
    }

    @Test("plain http: to another host is refused before anything is sent")
    func plainHTTP() async throws {
        var program = try client("http://198.51.100.1:80")
        let outcome = try await program.run(list)
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("plain http:"))
        program.variables["ASTRO_DOMAIN"] = "example.test"
        program.variables["ASTRO_CLOUD_API_PROTOCOL"] = "http"
        #expect(try await program.run(list).stderr.contains("plain http:"))
    }

    @Test("a server that does not answer in time is exit 6")
    func timeout() async throws {
        let server = try CannedServer("", waits: true)
        let outcome = try await client(server.url).run(list + ["--timeout", "0.3"])
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("--timeout"))
    }

    @Test(
        "each refusal of the server has its exit code and is not half told",
        arguments: [
            ("401 Unauthorized", Int32(3)), ("403 Forbidden", 3), ("404 Not Found", 4), ("400 Bad Request", 1),
            ("500 Internal Server Error", 1), ("302 Found", 1),
        ])
    func refusals(status: String, code: Int32) async throws {
        let body = #"{"message": "the words of the server", "requestId": "req-77", "statusCode": 0}"#
        let server = try CannedServer(CannedServer.response(status, body))
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == code)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("the words of the server"))
        #expect(outcome.stderr.contains("request ID: req-77"))
    }

    @Test("too many requests: Retry-After is honoured, and told when it is too long to wait")
    func tooManyRequests() async throws {
        let soon = try CannedServer(CannedServer.response("429 Too Many Requests", "", headers: ["Retry-After: 0"]))
        #expect(try await client(soon.url).run(list).exitCode == 1)
        #expect(soon.requests == 3)
        let late = try CannedServer(CannedServer.response("429 Too Many Requests", "", headers: ["Retry-After: 3600"]))
        let outcome = try await client(late.url).run(list)
        #expect(late.requests == 1)
        #expect(outcome.stderr.contains("try again in 3600 s"))
    }

    @Test("a rotation whose answers hold no value is asked for three times, and then told as lost")
    func noBlindRetry() async throws {
        let token = #"""
            {"id": "t", "name": "n", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "shortToken": "s",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "startAt": "2026-01-01T00:00:00Z",
            "roles": [{"entityId": "d", "entityType": "DEPLOYMENT", "role": "r"}]}
            """#
        // Read as the answer to the rotation, it says that the secret was lost.
        let server = try CannedServer(CannedServer.response("200 OK", token))
        let outcome = try await client(server.url).run([
            "deployment", "token", "rotate", "t", "--deployment-id", "d", "-f",
        ])
        #expect(server.requests == 7)
        #expect(outcome.exitCode == 8)
        #expect(outcome.stderr.contains("the old value of the token 'n' (t) no longer works, and the new one was lost"))
    }

    @Test("an HTML page in place of JSON is not shown, whatever its status", arguments: ["500 Oops", "200 OK"])
    func html(status: String) async throws {
        let server = try CannedServer(CannedServer.response(status, "<html>\u{1B}[31mred</html>"))
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == 1)
        #expect(outcome.stdout == "")
        #expect(!outcome.stderr.contains("html") && !outcome.stderr.contains("\u{1B}"))
    }

    @Test("an answer that breaks off is exit 6")
    func brokenOff() async throws {
        let server = try CannedServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"tokens\":")
        let outcome = try await client(server.url).run(list)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stdout == "")
    }

    @Test("a malformed config file is named with its line, an unreadable one by name")
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

    @Test("errors are JSON on stderr with -o json, those of the command line too")
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
