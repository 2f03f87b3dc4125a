@testable import Base
@testable import Authentication
import Foundation
import AstroAPI
import KernelTesting
import Testing

@Suite("The identity of a run")
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

    /// A run with a server at `host`, and its only request.
    func asked(_ test: CommandTest, _ line: String = "ask", at path: String) async throws -> (
        CommandResult, HTTPRequest
    ) {
        var test = test
        test.expect(.get, path, .json("{}"))
        let result = try await test.run(line)
        #expect(result.requests.count == 1)
        return (result, try #require(result.requests.first))
    }

    @Test("comes from ASTRO_API_TOKEN, for header and Organization, without an extra request")
    func environment() async throws {
        let (result, request) = try await asked(Ask.test(), at: "/v1/otoken")
        #expect(result.stdout == "otoken wtoken\n")
        #expect(
            request.headers["Authorization"]
                == "Bearer \(Tokens.token(permissions: ["organizationId:otoken", "workspaceId:wtoken"]))")
        #expect(request.url.host() == "api.astronomer.io")
    }

    @Test("has the Organization of the flag, the variable, the environment's token, or the config, in this order")
    func organization() async throws {
        var test = Ask.test()
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/otoken").0.stdout == "otoken wtoken\n")
        test.variables["ASTRO_ORGANIZATION_ID"] = "CORGANIZATIONOFVARIABLE00"
        #expect(
            try await asked(test, at: "/v1/corganizationofvariable00").0.stdout == "corganizationofvariable00 wtoken\n")
        #expect(
            try await asked(test, "ask --organization corganizationofflag000000", at: "/v1/corganizationofflag000000").0
                .stdout == "corganizationofflag000000 wtoken\n")
        test = Ask.test([])
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").0.stdout == "oconfig wconfig\n")
    }

    @Test("has the Workspace of the variable, then of the environment's token, then of the config")
    func workspace() async throws {
        var test = Ask.test()
        test.files[home] = Self.login
        test.variables["ASTRO_WORKSPACE_ID"] = "CWORKSPACEOFVARIABLE00000"
        #expect(try await asked(test, at: "/v1/otoken").0.stdout == "otoken cworkspaceofvariable00000\n")
    }

    @Test("ignores the config's Workspace if the environment's token is for another Organization")
    func workspaceOfAnother() async throws {
        var test = Ask.test(["organizationId:otoken"])
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/otoken").0.stdout == "otoken none\n")
        test = Ask.test(["organizationId:OCONFIG"])
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").0.stdout == "oconfig wconfig\n")
    }

    @Test("has the config's places before those of a stored login")
    func claimsOfLogin() async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        let token = Tokens.token(permissions: ["organizationId:otoken", "workspaceId:wtoken"])
        test.files[home] = Self.login.replacing("opaque-login", with: token)
        #expect(try await asked(test, at: "/v1/oconfig").0.stdout == "oconfig wconfig\n")
        test.files[home] = "contexts:\n  astronomer_io:\n    token: \(token)\n"
        #expect(try await asked(test, at: "/v1/otoken").0.stdout == "otoken wtoken\n")
    }

    @Test("reports once, with --verbosity info, that the config and the environment's token disagree")
    func otherPlace() async throws {
        var test = Ask.test()
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/otoken").0.stderr.isEmpty)
        #expect(
            try await asked(test, "ask --verbosity info", at: "/v1/otoken").0.stderr == """
                Working in the Organization otoken, which ASTRO_API_TOKEN is for; the config names oconfig.
                Working in the Workspace wtoken, which ASTRO_API_TOKEN is for; the config names wconfig.

                """)
        test.files[home] = Self.login.replacing("oconfig", with: "OTOKEN").replacing("wconfig", with: "wtoken")
        #expect(try await asked(test, "ask --verbosity info", at: "/v1/otoken").0.stderr.isEmpty)
    }

    @Test(
        "accepts no malformed ID from the config or the command line",
        arguments: ["../../evil", "a/b", "o?x", "%2e%2e", "o#x", "o x", "..", String(repeating: "o", count: 129)])
    func unsoundIDs(id: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        for key in ["organization", "workspace"] {
            test.files[home] = Self.login.replacing("\(key): \(key.first ?? "?")config", with: "\(key): '\(id)'")
            let result = try await test.run("ask")
            #expect(result.exitCode == .usage)
            #expect(result.stderr.contains("the setting contexts.astronomer_io.\(key): "))
            #expect(result.requests.isEmpty)
        }
        test.files[home] = Self.login
        test.variables = ["ASTRO_CONTEXTS_ASTRONOMER_IO_ORGANIZATION": id]
        #expect(try await test.run("ask").exitCode == .usage)
    }

    @Test("is exit 3 without an Organization, with how to name one", arguments: [[], ["fleet:x"]])
    func noOrganization(permissions: [String]) async throws {
        let result = try await Ask.test(permissions).run("ask")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("hint: pass --organization ID\n"))
        #expect(result.requests.isEmpty)
    }

    @Test("comes from the config's login, with or without the word Bearer")
    func login() async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").1.headers["Authorization"] == "Bearer opaque-login")
        let line = "ask --context example.com --organization corganization000000000000"
        let other = try await asked(test, line, at: "/v1/corganization000000000000").1
        #expect(other.headers["Authorization"] == "Bearer other-login")
        #expect(other.url.host() == "api.example.com")
    }

    @Test("comes from the environment's token before the login")
    func environmentFirst() async throws {
        var test = Ask.test([])
        test.files[home] = Self.login
        #expect(try await asked(test, at: "/v1/oconfig").1.headers["Authorization"] != "Bearer opaque-login")
    }

    @Test("has the domain of the flag, ASTRO_DOMAIN, or the config, in this order")
    func domain() async throws {
        var test = Ask.test()
        test.files[home] = "context: c.io\n"
        #expect(try await asked(test, at: "/v1/otoken").1.url.host() == "api.c.io")
        test.variables["ASTRO_DOMAIN"] = "cloud.b.io"
        #expect(try await asked(test, at: "/v1/otoken").1.url.host() == "api.b.io")
        #expect(try await asked(test, "ask --context a.io", at: "/v1/otoken").1.url.host() == "api.a.io")
    }

    @Test(
        "is exit 3 without any token",
        arguments: ["", "context: astronomer.io\n", "contexts:\n  astronomer_io:\n    token: Bearer\n"])
    func nobody(config: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files[home] = config
        let result = try await test.run("ask --organization corganization000000000000")
        #expect(result.exitCode == .unauthorized)
        #expect(
            result.stderr.contains(
                "not logged in to astronomer.io\nhint: set ASTRO_API_TOKEN, which needs no login\n"))
    }

    @Test(
        "is refused before any request with a malformed or expired token",
        arguments: [
            ("nonsense", "malformed"), ("Bearer ", "malformed"), ("a.b.c", "malformed"),
            (Tokens.token(permissions: [], expiry: Tokens.now), "expired on 2026-03-01T00:00:00Z"),
            (Tokens.token(permissions: [], expiry: 0), "expired on 1970-01-01T00:00:00Z"),
            (Tokens.token(#"{"exp":-1e300}"#), "expired"),
        ])
    func refused(token: String, complaint: String) async throws {
        var test = Ask.test()
        test.variables["ASTRO_API_TOKEN"] = token
        let result = try await test.run("ask --organization corganization000000000000")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains(complaint))
        #expect(!result.stderr.contains(token))
        #expect(result.requests.isEmpty)
    }

    @Test(
        "accepts a token that expires later, or practically never",
        arguments: [#"{"exp":1772323201}"#, #"{"exp":1e300}"#])
    func notExpired(claims: String) async throws {
        var test = Ask.test()
        test.variables["ASTRO_API_TOKEN"] = "Bearer \(Tokens.token(claims))"
        let request = try await asked(
            test, "ask --organization corganization000000000000", at: "/v1/corganization000000000000"
        ).1
        #expect(request.headers["Authorization"] == "Bearer \(Tokens.token(claims))")
    }

    @Test(
        "is exit 3 if the login has expired, by its token or by the config",
        arguments: [
            "token: \(Tokens.token(permissions: [], expiry: Tokens.now - 1))",
            "token: opaque\n    expiresin: \"2026-02-28T18:59:59-05:00\"",
            "token: opaque\n    expiresin: 2026-02-28T23:59:59Z",
            "token: opaque\n    expiresin: \"2026-02-28T23:59:59.123456789Z\"",
            "token: opaque\n    expiresin: \"2026-03-01T01:00:00+01:00\"",
        ])
    func expiredLogin(lines: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files[home] = "contexts:\n  astronomer_io:\n    \(lines)\n"
        let result = try await test.run("ask --organization corganization000000000000")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the login to astronomer.io expired on 2026-0"))
    }

    @Test(
        "comes from the login until its last second",
        arguments: ["2026-03-01T00:00:01Z", "2026-02-28T19:00:01-05:00"])
    func freshLogin(moment: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files[home] = "contexts:\n  astronomer_io:\n    token: opaque\n    expiresin: \"\(moment)\"\n"
        #expect(
            try await asked(test, "ask --organization corganization000000000000", at: "/v1/corganization000000000000").0
                .exitCode == .success)
    }

    @Test("never writes the environment's token, and changes no file")
    func unwritten() async throws {
        var test = Ask.test()
        test.allowsWriting = true
        test.files[home] = Self.login
        let (result, _) = try await asked(test, at: "/v1/otoken")
        #expect(result.files == [home: Self.login])
    }

    @Test("comes from the embedded context, without a login and without outside requests")
    func embedded() async throws {
        let test = CommandTest(.astro, Ask.Asking.self, Ask.Embedded.self)
        let result = try await test.run("ask --context playground")
        #expect(result.stdout == "oplay none\n")
        #expect(
            try await test.run("ask --context PlayGround --organization corganization000000000000").stdout
                == "corganization000000000000 none\n")
    }

    @Test("includes the Workspace of an embedded context")
    func embeddedWorkspace() async throws {
        var test = CommandTest(.astro, Ask.Asking.self, Ask.Embedded.self)
        test.files[home] = "contexts:\n  playground:\n    workspace: wplay\n"
        #expect(try await test.run("ask --context playground").stdout == "oplay wplay\n")
    }
}
