import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("A login by a token")
struct TokenLoginTests {
    func expectHolder(_ test: inout CommandTest, status: Int = 200) {
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        test.expect(.get, "/userinfo", .json(#"{"email":"ada@example.com"}"#, status: status))
    }

    @Test(
        "reads it from stdin, checks it with the server, and opens no browser", arguments: ["t0ken", " Bearer t0ken "])
    func stdin(line: String) async throws {
        var test = LoginFixture.test()
        test.input = [line]
        expectHolder(&test)
        test.expectPlaces()
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[LoginFixture.home]?.contains("token: Bearer t0ken\n") == true)
        #expect(result.files[LoginFixture.home]?.contains("expiresin: \"2026-03-01T01:00:00Z\"") == true)
        #expect(result.files[LoginFixture.home]?.contains("user_email: ada@example.com") == true)
        #expect(!result.stderr.contains("warning"))
        #expect(result.browser.opened.isEmpty)
    }

    @Test("removes the refresh token of the login before")
    func noRefreshToken() async throws {
        var test = LoginFixture.test()
        test.files[LoginFixture.home] = "contexts:\n  astronomer_io:\n    refreshtoken: old\n    token: old\n"
        expectHolder(&test)
        test.expectPlaces()
        let result = try await test.run("login --token-login t0ken")
        #expect(result.files[LoginFixture.home]?.contains("refreshtoken") == false)
        #expect(result.stderr.contains("warning: the token stands on the command line"))
        #expect(!result.stderr.contains("t0ken"))
    }

    @Test("takes an API token, which is nobody's, when the server does")
    func apiToken() async throws {
        let claims = Base64URL.encode(#"{"apiTokenId":"t1","permissions":[]}"#.utf8)
        var test = LoginFixture.test()
        test.input = ["eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"]
        test.expectPlaces()
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .success)
        #expect(result.files[LoginFixture.home]?.contains("expiresin") == false)
        #expect(result.files[LoginFixture.home]?.contains("user_email") == false)
    }

    @Test("keeps nothing where the server refuses the API token")
    func refusedAPIToken() async throws {
        let claims = Base64URL.encode(#"{"apiTokenId":"t1"}"#.utf8)
        var test = LoginFixture.test()
        test.input = ["eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"]
        test.expect(.get, "/v1/organizations", .json("{}", status: 401))
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files.isEmpty)
    }

    @Test("keeps nothing where the server does not know the token")
    func unknown() async throws {
        var test = LoginFixture.test()
        test.input = ["t0ken"]
        expectHolder(&test, status: 401)
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files.isEmpty)
    }

    @Test(
        "is a usage error without a token, with several words, and together with a link",
        arguments: [[], [""], ["a b"]])
    func nothing(lines: [String]) async throws {
        var test = LoginFixture.test()
        test.input = lines
        #expect(try await test.run("login -t -").exitCode == .usage)
        #expect(try await LoginFixture.test().run("login -t x -l").exitCode == .usage)
        #expect(try await LoginFixture.test().run("login -t ''").exitCode == .usage)
    }

    @Test("is refused before any request when the token is expired")
    func expired() async throws {
        var test = LoginFixture.test()
        test.input = ["eyJhbGciOiJSUzI1NiJ9.\(Base64URL.encode(#"{"exp":1}"#.utf8)).c2ln"]
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.requests.isEmpty)
    }

    @Test("is not for a context that needs none")
    func embedded() async throws {
        let result = try await LoginFixture.test().run("login ''")
        #expect(result.exitCode == .usage)
    }
}
