import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("Who we are")
struct AuthTests {
    let home = "/home/test/.astro/config.yaml"
    static let login = """
        context: astronomer.io
        contexts:
          astronomer_io:
            domain: astronomer.io
            organization: oconfig
            token: Bearer opaque-login
            workspace: wconfig
          example_com:
            token: bearer  other-login

        """

    /// A run that is answered at `host`, and its one request.
    func asked(_ test: CommandTest, _ line: String = "ask", at path: String) async throws -> (
        CommandResult, HTTPRequest
    ) {
        var test = test
        test.expect(.get, path, .json("{}"))
        let result = try await test.run(line)
        #expect(result.requests.count == 1)
        return (result, try #require(result.requests.first))
    }

    @Test("is what ASTRO_API_TOKEN says, in header and Organization, without a request spent on finding out")
    func environment() async throws {
        let (result, request) = try await asked(Ask.test(), at: "/v1/otoken")
        #expect(result.stdout == "otoken wtoken\n")
        #expect(
            request.headers["Authorization"]
                == "Bearer \(Tokens.token(permissions: ["organizationId:otoken", "workspaceId:wtoken"]))")
        #expect(request.url.host() == "api.astronomer.io")
    }

    @Test("takes the Organization from flag, variable, config, token, in this order")
    func organization() async throws {
        var test = Ask.test()
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").0.stdout == "oconfig wconfig\n")
        test.variables["ASTRO_ORGANIZATION_ID"] = "OVARIABLE"
        #expect(try await asked(test, at: "/v1/ovariable").0.stdout == "ovariable wconfig\n")
        #expect(try await asked(test, "ask --organization-id oflag", at: "/v1/oflag").0.stdout == "oflag wconfig\n")
    }

    @Test("takes the Workspace from the variable before the config")
    func workspace() async throws {
        var test = Ask.test()
        test.files[home] = Self.login
        test.variables["ASTRO_WORKSPACE_ID"] = "wvariable"
        #expect(try await asked(test, at: "/v1/oconfig").0.stdout == "oconfig wvariable\n")
    }

    @Test("is exit 3 with how to name one where nothing names the Organization", arguments: [[], ["fleet:x"]])
    func noOrganization(permissions: [String]) async throws {
        let result = try await Ask.test(permissions).run("ask")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("hint: pass --organization-id ID, or set ASTRO_ORGANIZATION_ID"))
        #expect(result.requests.isEmpty)
    }

    @Test("takes the login from the config, with or without the word Bearer")
    func login() async throws {
        var test = CommandTest(Ask.Asking.self)
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").1.headers["Authorization"] == "Bearer opaque-login")
        let line = "ask --context example.com --organization-id o"
        let other = try await asked(test, line, at: "/v1/o").1
        #expect(other.headers["Authorization"] == "Bearer other-login")
        #expect(other.url.host() == "api.example.com")
    }

    @Test("prefers the environment's token to the login")
    func environmentFirst() async throws {
        var test = Ask.test([])
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").1.headers["Authorization"] != "Bearer opaque-login")
    }

    @Test("takes the domain from flag, ASTRO_DOMAIN, config, in this order")
    func domain() async throws {
        var test = Ask.test()
        test.files[home] = "context: c.io\n"
        #expect(try await asked(test, at: "/v1/otoken").1.url.host() == "api.c.io")
        test.variables["ASTRO_DOMAIN"] = "cloud.b.io"
        #expect(try await asked(test, at: "/v1/otoken").1.url.host() == "api.b.io")
        #expect(try await asked(test, "ask --context a.io", at: "/v1/otoken").1.url.host() == "api.a.io")
    }

    @Test(
        "is nobody, which is exit 3, without a token of any kind",
        arguments: ["", "context: astronomer.io\n", "contexts:\n  astronomer_io:\n    token: Bearer\n"])
    func nobody(config: String) async throws {
        var test = CommandTest(Ask.Asking.self)
        test.files[home] = config
        let result = try await test.run("ask --organization-id o")
        #expect(result.exitCode == .unauthorized)
        #expect(
            result.stderr.contains(
                "not logged in to astronomer.io\nhint: astro login astronomer.io; or set ASTRO_API_TOKEN"))
    }

    @Test(
        "better: a malformed or expired token is refused before any request",
        arguments: [
            ("nonsense", "malformed"), ("Bearer ", "malformed"), ("a.b.c", "malformed"),
            (Tokens.token(permissions: [], expiry: Tokens.now), "expired on 2026-03-01T00:00:00Z"),
            (Tokens.token(permissions: [], expiry: 0), "expired on 1970-01-01T00:00:00Z"),
            (Tokens.token(#"{"exp":-1e300}"#), "expired"),
        ])
    func refused(token: String, complaint: String) async throws {
        var test = Ask.test()
        test.variables["ASTRO_API_TOKEN"] = token
        let result = try await test.run("ask --organization-id o")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains(complaint))
        #expect(!result.stderr.contains(token))
        #expect(result.requests.isEmpty)
    }

    @Test("takes a token that ends later, or hardly ever", arguments: [#"{"exp":1772323201}"#, #"{"exp":1e300}"#])
    func notExpired(claims: String) async throws {
        var test = Ask.test()
        test.variables["ASTRO_API_TOKEN"] = "Bearer \(Tokens.token(claims))"
        let request = try await asked(test, "ask --organization-id o", at: "/v1/o").1
        #expect(request.headers["Authorization"] == "Bearer \(Tokens.token(claims))")
    }

    @Test(
        "is nobody any more when the login is expired, as its token or the config says",
        arguments: [
            "token: \(Tokens.token(permissions: [], expiry: Tokens.now - 1))",
            "token: opaque\n    expiresin: \"2026-02-28T18:59:59-05:00\"",
            "token: opaque\n    expiresin: 2026-02-28T23:59:59Z",
            "token: opaque\n    expiresin: \"2026-02-28T23:59:59.123456789Z\"",
            "token: opaque\n    expiresin: \"2026-03-01T01:00:00+01:00\"",
        ])
    func expiredLogin(lines: String) async throws {
        var test = CommandTest(Ask.Asking.self)
        test.files[home] = "contexts:\n  astronomer_io:\n    \(lines)\n"
        let result = try await test.run("ask --organization-id o")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the login to astronomer.io expired on 2026-0"))
    }

    @Test(
        "is still who the login says a second before its end",
        arguments: ["2026-03-01T00:00:01Z", "2026-02-28T19:00:01-05:00"])
    func freshLogin(moment: String) async throws {
        var test = CommandTest(Ask.Asking.self)
        test.files[home] = "contexts:\n  astronomer_io:\n    token: opaque\n    expiresin: \"\(moment)\"\n"
        #expect(try await asked(test, "ask --organization-id o", at: "/v1/o").0.exitCode == .success)
    }

    @Test("better: a token from the environment is never written and changes no file")
    func unwritten() async throws {
        var test = Ask.test()
        test.allowsWriting = true
        test.files[home] = Self.login
        let (result, _) = try await asked(test, at: "/v1/oconfig")
        #expect(result.files == [home: Self.login])
    }

    @Test("is the embedded context's own in that context, with no login and nothing sent outside")
    func embedded() async throws {
        let test = CommandTest(Ask.Asking.self, Ask.Embedded.self)
        let result = try await test.run("ask --context playground")
        #expect(result.stdout == "oplay none\n")
        #expect(try await test.run("ask --context PlayGround --organization-id o").stdout == "o none\n")
    }

    @Test("an embedded context remembers a Workspace as any other does")
    func embeddedWorkspace() async throws {
        var test = CommandTest(Ask.Asking.self, Ask.Embedded.self)
        test.files[home] = "contexts:\n  playground:\n    workspace: wplay\n"
        #expect(try await test.run("ask --context playground").stdout == "oplay wplay\n")
    }
}
