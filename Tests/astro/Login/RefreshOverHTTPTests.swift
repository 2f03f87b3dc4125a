import Foundation
import Support
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

    @Test("happens once, even if many processes find the login expired")
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

    @Test("is forced by auth token --force, which writes the new value", arguments: ["--force", "-f"])
    func forced(flag: String) async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        let before = try await client.program.run(["auth", "token"]).stdout
        #expect(grants == 1)
        let forced = try await client.program.run(["auth", "token", flag])
        #expect(forced.exitCode == 0 && forced.stderr == "")
        #expect(grants == 2)
        #expect(forced.stdout != before && forced.stdout.hasPrefix("eyJ"))
        #expect(try client.setting("token") == "Bearer \(forced.stdout.dropLast())")
        #expect(try await client.program.run(["auth", "token"]).stdout == forced.stdout)
    }

    @Test("is not forced on an API token, which is unchanged")
    func forcedOnAPIToken() async throws {
        let variables = ["ASTRO_API_TOKEN": sandbox.credential, "ASTRO_DOMAIN": "localhost"]
        let outcome = try await client.program.run(["auth", "token", "--force"], extra: variables)
        #expect(outcome.exitCode == 0 && outcome.stdout == sandbox.credential + "\n")
        #expect(grants == 0)
    }

    @Test("and a login end with a request for the user, so that the server creates the account of a new person")
    func introduction() async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        let heads = proxy.requestHeads
        let grant = try #require(heads.firstIndex { $0.contains("POST /oauth/token ") })
        let introduction = try #require(
            heads.firstIndex { $0.contains("GET /v1/users/self?createIfNotExist=true HTTP/1.1\r\n") })
        #expect(introduction > grant)
        #expect(
            heads[introduction].contains("Authorization: Bearer eyJ")
                || heads[introduction].contains("authorization: Bearer eyJ"))
    }

    @Test(
        "is not tried if the new login could not be stored, with exit 3 and a way without a login",
        arguments: [
            "chmod 444 .astro/config.yaml; chmod 555 .astro", "rm -f .astro/*.lock; chmod 555 .astro",
            "mkdir ro; mv .astro/config.yaml ro; ln -s ../ro/config.yaml .astro; chmod 444 ro/*; chmod 555 ro",
            "rm -f .astro/login.lock; mkdir .astro/login.lock",
        ])
    func unkeepable(preparation: String) async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        let before = try #require(try client.setting("refreshtoken"))
        try client.endLogin(at: "2026-01-01T00:00:00Z")
        let unprivileged = geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search " : ""
        let line = LoginClient.list.joined(separator: " ")
        let outcome = try await client.program.shell(
            "\(preparation); \(unprivileged)astro \(line); code=$?; chmod -R u+w .astro; exit $code")
        #expect(outcome.exitCode == 3, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("ASTRO_API_TOKEN"), "\(outcome.stderr)")
        #expect(grants == 1)
        #expect(try client.setting("refreshtoken") == before)
        // With the previous home, the login is valid.
        _ = try await client.program.shell(
            "[ ! -d .astro/login.lock ] || rmdir .astro/login.lock; chmod -R u+w ro .astro")
        #expect(try await client.program.run(LoginClient.list).exitCode == 0)
    }

    @Test("of a revoked login is exit 3, with how to log in again")
    func revoked() async throws {
        #expect(try await client.program.run(["login", "localhost"]).exitCode == 0)
        #expect(try await sandbox.program.run(["sandbox", "reset"]).exitCode == 0)
        try client.endLogin(at: "2026-01-01T00:00:00Z")
        let outcome = try await client.program.run(LoginClient.list)
        #expect(outcome.exitCode == 3)
        #expect(outcome.stderr.contains("invalid_grant"))
        #expect(outcome.stderr.contains("hint: astro login localhost"))
    }

    @Test("replaces a token that the server rejects, whatever the local clock says")
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
