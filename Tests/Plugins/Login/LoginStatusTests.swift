import Kernel
import KernelTesting
import Testing

@Suite("The status of a login")
struct LoginStatusTests {
    static let config = """
        context: example.com
        contexts:
          example_com:
            domain: example.com
            token: Bearer marked-access
            refreshtoken: marked-refresh
            expiresin: "2026-03-01T01:00:00Z"
            user_email: ada@example.com
            organization: o1
            workspace: w1
            other: kept

        """

    func test(_ config: String = config) -> CommandTest {
        var test = LoginFixture.test()
        test.files[LoginFixture.home] = config
        return test
    }

    @Test("is shown without a request, and never with a secret", arguments: OutputFormat.allCases)
    func status(format: OutputFormat) async throws {
        let result = try await test().run("auth status --offline -o \(format.rawValue)")
        #expect(result.exitCode == .success)
        for text in ["example.com", "ada@example.com", "o1", "w1", "2026-03-01T01:00:00Z", "not checked"] {
            #expect(result.stdout.contains(text), "\(text)")
        }
        #expect(result.stdout.contains(LoginFixture.home))
        #expect(!(result.stdout + result.stderr).contains("marked"))
    }

    @Test("names the variable if that is the source")
    func variable() async throws {
        var test = test()
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.\(Base64URL.encode("{}".utf8)).marked"
        let result = try await test.run("auth status --offline --fields source,user --json")
        #expect(result.stdout.contains("the variable ASTRO_API_TOKEN"))
        #expect(!result.stdout.contains("ada"))
    }

    @Test(
        "says when it expires and whether it will be refreshed",
        arguments: [
            ("2026-03-01T00:01:00Z", true, "refreshed when it is next used"),
            ("2026-03-01T00:01:00Z", false, "about to expire"),
            ("2026-02-01T00:00:00Z", false, "expired"),
        ])
    func state(moment: String, isRefreshable: Bool, words: String) async throws {
        var text = Self.config.replacing("2026-03-01T01:00:00Z", with: moment)
        if !isRefreshable { text = text.replacing("    refreshtoken: marked-refresh\n", with: "") }
        #expect(try await test(text).run("auth status --offline --fields state --json").stdout.contains(words))
    }

    @Test("is exit 3 if nobody is logged in")
    func nobody() async throws {
        let result = try await test("").run("auth status")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("hint: astro login astronomer.io"))
    }

    @Test("includes the token for other programs, alone or as a record")
    func token() async throws {
        #expect(try await test().run("auth token").stdout == "marked-access\n")
        #expect(try await test().run("auth token -d Example.com --context x.io").stdout == "marked-access\n")
        #expect(try await test().run("auth token --json").stdout.contains(#""token": "marked-access""#))
        #expect(try await test().run("auth token -d other.io").exitCode == .unauthorized)
    }

    @Test(
        "has no token or refresh token after a logout, and everything else is kept",
        arguments: ["logout", "auth logout"])
    func loggingOut(words: String) async throws {
        let result = try await test().run(words)
        #expect(result.exitCode == .success)
        #expect(
            result.files[LoginFixture.home] == """
                context: example.com
                contexts:
                  example_com:
                    domain: example.com
                    organization: o1
                    workspace: w1
                    other: kept

                """)
        #expect(result.stderr == "Logged out of example.com.\n")
    }

    @Test("is unchanged by a logout without a login, which says so")
    func noLogin() async throws {
        let result = try await test().run("logout other.io")
        #expect(result.exitCode == .success)
        #expect(result.stderr == "There was no login to other.io.\n")
        #expect(result.files[LoginFixture.home] == Self.config)
    }
}
