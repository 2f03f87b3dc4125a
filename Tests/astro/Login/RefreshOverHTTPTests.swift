import Foundation
import Testing

@Suite("A refresh over HTTP, by the built program")
struct RefreshOverHTTPTests {
    let sandbox: ServedSandbox
    let proxy: RecordingProxy
    let client: LoginClient

    init() async throws {
        sandbox = try await ServedSandbox()
        proxy = try RecordingProxy(forwardingTo: sandbox.port)
        client = try LoginClient(url: proxy.url)
    }

    /// How many requests for a token the server got; the first is the login's own.
    var grants: Int { proxy.requestHeads.count { $0.contains("POST /oauth/token ") } }

    @Test("happens once, however many processes find the login over at the same time")
    func once() async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        let before = try #require(try client.setting("refreshtoken"))
        try client.endLogin(at: "2026-01-01T00:00:00Z")
        let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<12 { group.addTask { [client] in try await client.program.run(LoginClient.list).exitCode } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: 0, count: 12))
        #expect(grants == 2)
        #expect(try client.setting("refreshtoken") != before)
        #expect(try await client.program.run(LoginClient.list).exitCode == 0)
        #expect(grants == 2)
    }

    @Test("of a login that the server took back is exit 3, with how to log in again")
    func revoked() async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        #expect(try await sandbox.program.run(["sandbox", "reset"]).exitCode == 0)
        try client.endLogin(at: "2026-01-01T00:00:00Z")
        let outcome = try await client.program.run(LoginClient.list)
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains("invalid_grant"))
        #expect(outcome.stderr.contains("hint: astro login localhost"))
    }

    @Test("mends a token that the server no longer takes, whatever this machine's clock says")
    func clockIsOff() async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        let token = try #require(try client.setting("token"))
        let path = client.program.home.appending(path: ".astro/config.yaml")
        try Data(try client.config.replacing(token, with: "Bearer stale").utf8).write(to: path)
        try client.endLogin(at: "2099-01-01T00:00:00Z")
        #expect(try await client.program.run(LoginClient.list).exitCode == 0)
        #expect(grants == 2)
        #expect(try client.setting("token") != "Bearer stale")
    }
}
