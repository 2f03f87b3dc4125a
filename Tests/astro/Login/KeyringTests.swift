import Foundation
import Support
import Testing

/// Tests with stand-ins for the keyrings, which keep secrets in files.
@Suite("The included credential helper, by the built program")
struct KeyringTests {
    let sandbox: ServedSandbox
    var client: LoginClient
    let keyring: TemporaryFolder

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try LoginClient(url: sandbox.url)
        keyring = try TemporaryFolder()
        let top = CodeBase.root.path()
        client.program.variables.merge([
            "PATH": "\(top)credential-helpers:\(top)Tests/Fixtures/keyrings:/usr/bin:/bin",
            "KEYRING": keyring.url.path(), "PASSWORD_STORE_DIR": keyring.url.path(),
            "ASTRO_CREDENTIAL_HELPER": "secret",
        ]) { $1 }
    }

    @Test(
        "stores, refreshes and erases logins, with no secret in the config file or in arguments",
        arguments: [
            "secret-tool", "pass", "security",
        ])
    func wholeLife(backend: String) async throws {
        var client = client
        client.program.variables["ASTRO_CREDENTIAL_BACKEND"] = backend
        let login = try await client.program.run(["login", "localhost"])
        #expect(login.exitCode == 0, "\(login.stderr)")
        let token = try await client.program.run(["auth", "token"]).stdout
        #expect(token.hasPrefix("eyJ"))
        try client.endLogin(at: "2026-01-01T00:00:00Z")
        #expect(try await client.program.run(LoginClient.list).exitCode == 0)
        let status = try await client.program.run(["auth", "status"])
        #expect(status.stdout.contains("the credential helper secret"))
        #expect(try [client.setting("token"), client.setting("refreshtoken")] == [nil, nil])
        #expect(try client.setting("user_email") == "ada@acme.example")
        let texts = try words + client.config
        #expect(!texts.contains("eyJ"))
        #expect(try await client.program.run(["logout"]).exitCode == 0)
        #expect(try await client.program.run(LoginClient.list).exitCode == 3)
        #expect(try secrets.isEmpty)
    }

    /// The words that the stand-in was called with.
    private var words: String {
        get throws { try String(contentsOf: keyring.url.appending(path: "words"), encoding: .utf8) }
    }

    /// The files with other content.
    private var secrets: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: keyring.url.path())
                .filter { $0 != "words" && $0 != "astro" }
        }
    }

    @Test("uses pass if secret-tool has no service to talk to")
    func choice() async throws {
        _ = try await client.program.run(["login", "localhost"])
        #expect(try secrets == ["astro/localhost.gpg"])
    }

    @Test("is a clear error if the keyring fails")
    func failing() async throws {
        let outcome = try await client.program.run(
            ["login", "localhost"], extra: ["ASTRO_CREDENTIAL_BACKEND": "none"])
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("the credential helper astro-credential-secret exited with 1 on 'store'"))
        #expect(!outcome.stderr.contains("eyJ"))
    }
}
