import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("A login with a token")
struct TokenLoginTests {
    func expectHolder(_ test: inout CommandTest, status: Int = 200) {
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        test.expect(.get, "/userinfo", .json(#"{"email":"ada@example.com"}"#, status: status))
    }

    @Test(
        "reads it from stdin, verifies it with the server, and opens no browser",
        arguments: [
            "t0ken", " Bearer t0ken ", "\u{FEFF}t0ken\r", "\"t0ken\"", "'Bearer t0ken'", "Authorization: Bearer t0ken",
            "ASTRO_API_TOKEN=t0ken", "ASTRO_API_TOKEN=\"t0ken\"",
        ])
    func stdin(line: String) async throws {
        var test = LoginFixture.test()
        test.input = [line]
        expectHolder(&test)
        test.expectIntroduction()
        test.expectPlaces()
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files[LoginFixture.home]?.contains("token: Bearer t0ken\n") == true)
        #expect(result.files[LoginFixture.home]?.contains("expiresin: \"2026-03-01T01:00:00Z\"") == true)
        #expect(result.files[LoginFixture.home]?.contains("user_email: ada@example.com") == true)
        #expect(!result.stderr.contains("warning"))
        #expect(result.browser.opened.isEmpty)
    }

    @Test("removes the previous login's refresh token")
    func noRefreshToken() async throws {
        var test = LoginFixture.test()
        test.files[LoginFixture.home] = "contexts:\n  astronomer_io:\n    refreshtoken: old\n    token: old\n"
        expectHolder(&test)
        test.expectIntroduction()
        test.expectPlaces()
        let result = try await test.run("login --token-login t0ken")
        #expect(result.files[LoginFixture.home]?.contains("refreshtoken") == false)
        #expect(result.stderr.contains("warning: the token is on the command line"))
        #expect(!result.stderr.contains("t0ken"))
    }

    @Test("accepts an API token if the server does")
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

    @Test("stores nothing if the server rejects the API token")
    func refusedAPIToken() async throws {
        let claims = Base64URL.encode(#"{"apiTokenId":"t1"}"#.utf8)
        var test = LoginFixture.test()
        test.input = ["eyJhbGciOiJSUzI1NiJ9.\(claims).c2ln"]
        test.expect(.get, "/v1/organizations", .json("{}", status: 401))
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files.isEmpty)
    }

    @Test("stores nothing if the server does not know the token")
    func unknown() async throws {
        var test = LoginFixture.test()
        test.input = ["t0ken"]
        expectHolder(&test, status: 401)
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files.isEmpty)
    }

    @Test(
        "is refused before any request if stdin is not a token, with the reason",
        arguments: [
            ([], "it is empty"), ([""], "it is empty"), (["Bearer"], "it is empty"), (["''"], "it is empty"),
            (["s3cret two"], "it contains whitespace"), (["s3cret", "two"], "it has more than one line"),
            (["s3cret,"], "it has ',' in it"), (["\"s3cret"], "it has '\"' in it"),
            (["''s3cret''"], "it has '\u{27}' in it"), (["s3\u{7}cret"], "it has the character U+0007 in it"),
            (["s3\u{200B}cret"], "it has the character U+200B in it"), (["export X=s3cret"], "it contains whitespace"),
            (["Authorization: s3cret"], "it has ':' in it"), (["Authorization: Basic s3cret"], "it has ':' in it"),
        ])
    func malformed(lines: [String], reason: String) async throws {
        var test = LoginFixture.test()
        test.input = lines
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("the token is malformed: \(reason)"), "\(result.stderr)")
        #expect(result.stderr.contains("nothing was changed"))
        #expect(!result.stderr.contains("s3"))
        #expect(result.requests.isEmpty && result.files.isEmpty)
    }

    @Test("is a usage error with an empty argument, or together with a link")
    func contradictory() async throws {
        #expect(try await LoginFixture.test().run("login -t x -l").exitCode == .usage)
        #expect(try await LoginFixture.test().run("login -t ''").exitCode == .usage)
        #expect(try await LoginFixture.test().run("login -t 'x y'").exitCode == .unauthorized)
    }

    @Test("is refused before any request if the token has expired")
    func expired() async throws {
        var test = LoginFixture.test()
        test.input = ["eyJhbGciOiJSUzI1NiJ9.\(Base64URL.encode(#"{"exp":1}"#.utf8)).c2ln"]
        let result = try await test.run("login -t -")
        #expect(result.exitCode == .unauthorized)
        #expect(result.requests.isEmpty)
    }

    @Test("is refused for a context that needs no login")
    func embedded() async throws {
        let result = try await LoginFixture.test().run("login ''")
        #expect(result.exitCode == .usage)
    }
}
