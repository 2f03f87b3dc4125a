import Foundation
import Kernel
import KernelTesting
import Login
import Testing

@Suite("A browser login")
struct BrowserLoginTests {
    func fields(_ result: CommandResult) throws -> [String: String] {
        FormText.decode(try #require(result.browser.opened.first?.query(percentEncoded: true)))
    }

    @Test("uses PKCE and a state, redeems the code with the verifier, and stores the result in one edit")
    func wholeLogin() async throws {
        var test = LoginFixture.serving()
        test.files[LoginFixture.home] = "# mine\ncontext: other.io\nlocal:\n  core: x # kept\n"
        test.expectPlaces()
        let result = try await test.run("login")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "")
        let page = try fields(result)
        #expect(result.browser.opened.first?.absoluteString.hasPrefix("https://auth.example.com/authorize?") == true)
        #expect(page["scope"] == "openid profile email offline_access")
        #expect(page["redirect_uri"] == "http://localhost:12345/callback")
        #expect(page["client_id"] == "cli" && page["audience"] == "astro" && page["response_type"] == "code")
        #expect(page["code_challenge_method"] == "S256" && page["state"]?.count == 43)
        let form = FormText.decode(try #require(result.requests.first { $0.method == .post }).bodyText)
        #expect(form["grant_type"] == "authorization_code" && form["code"] == "marked-code")
        #expect(ProofKey.challenge(of: form["code_verifier"] ?? "") == page["code_challenge"])
        #expect(result.requests.first?.url.host() == "api.other.io")
        #expect(
            result.files[LoginFixture.home]?.hasPrefix("# mine\ncontext: other.io\nlocal:\n  core: x # kept\n") == true)
    }

    @Test("writes the keys that the Go CLI reads")
    func keys() async throws {
        var test = LoginFixture.serving()
        test.expectPlaces()
        let result = try await test.run("auth login Example.com")
        #expect(
            result.files[LoginFixture.home] == """
                contexts:
                  example_com:
                    domain: example.com
                    token: Bearer marked-access
                    refreshtoken: marked-refresh
                    expiresin: "2026-03-01T01:00:00Z"
                    user_email: ada@example.com
                    organization: o1
                    organization_product: HOSTED
                    workspace: w1
                    last_used_workspace: w1
                context: example.com

                """)
        #expect(result.stderr.contains("Logged in to example.com as ada@example.com."))
    }

    @Test("sends no credential at first and only the new one afterwards")
    func credentials() async throws {
        var test = LoginFixture.serving()
        test.files[LoginFixture.home] = "contexts:\n  astronomer_io:\n    token: Bearer old\n"
        test.expectPlaces()
        let result = try await test.run("login")
        let sent = result.requests.map { $0.headers["Authorization"] }
        #expect(sent == [nil, nil] + Array(repeating: "Bearer marked-access", count: 4))
    }

    @Test("redirects the browser, and tells a second one that the login is over")
    func pages() async throws {
        var test = LoginFixture.serving()
        test.callbacks.append("/callback?code=other&state={state}")
        test.callbacks.append("/favicon.ico")
        test.expectPlaces()
        let result = try await test.run("login")
        #expect(result.exitCode == .success)
        #expect(result.browser.answers.map(\.status) == [200, 409, 404])
        let body = String(decoding: try #require(result.browser.answers.first).body, as: UTF8.self)
        #expect(body.contains("return to the terminal"))
        #expect(!body.contains("marked-code"))
    }

    @Test(
        "fails without a code in its callback, and nothing is redeemed or stored",
        arguments: [
            ("/callback?state={state}", "no code"), ("/callback?code=&state={state}", "no code"),
            (
                "/callback?error=access_denied&error_description=not%20now&state={state}",
                "access_denied: not now"
            ),
        ])
    func refused(callback: String, complaint: String) async throws {
        var test = LoginFixture.test()
        test.callbacks = [callback, "/callback?code=c&state={state}"]
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        let result = try await test.run("login")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains(complaint))
        #expect(result.files.isEmpty)
        #expect(result.browser.answers.map(\.status) == [400, 409])
    }

    @Test(
        "ignores a foreign callback and says so",
        arguments: [
            ("/callback?code=c&state=wrong", "its state is different"), ("/callback?code=c", "it has no state"),
            (
                "/callback?error=access_denied&error_description=a%1Bb&state=x",
                #"its state is different and says access_denied: a\u{1b}b."#
            ),
            ("/callback", "it has no state"), ("/other?code=marked&state={state}", "Ignored GET /other:"),
        ])
    func stale(callback: String, words: String) async throws {
        var test = LoginFixture.serving()
        test.callbacks = [callback, callback, "/callback?code=marked-code&state={state}"]
        test.expectPlaces()
        let result = try await test.run("login")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.browser.answers.map(\.status).suffix(1) == [200])
        #expect(result.stderr.components(separatedBy: words).count == 2, "told once: \(result.stderr)")
        #expect(!result.stderr.contains("code=c") && !result.stderr.contains("marked-code"))
    }

    @Test("that nobody finishes times out, whatever other requests arrive")
    func onlyStale() async throws {
        var test = LoginFixture.test()
        test.callbacks = ["/callback?code=c&state=wrong", "/favicon.ico"]
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        let result = try await test.run("login")
        #expect(result.exitCode == .cancelled)
        #expect(result.browser.answers.map(\.status) == [400, 404])
        #expect(!result.stderr.contains("favicon"))
        #expect(result.files.isEmpty)
    }

    @Test("times out after five minutes like an unanswered question")
    func never() async throws {
        var test = LoginFixture.test()
        test.callbacks = []
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        let result = try await test.run("login")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("within five minutes; nothing was changed\nhint: astro login"))
        #expect(test.clock.waits == [.seconds(300)])
    }

    @Test("without a browser shows the link")
    func noBrowser() async throws {
        var test = LoginFixture.test()
        test.hasBrowser = false
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        let result = try await test.run("login")
        #expect(result.stderr.contains("No browser was opened"))
        #expect(result.stderr.contains("\nhttps://auth.example.com/authorize?"))
    }

    @Test("shows the server's message if the code is rejected")
    func refusedCode() async throws {
        var test = LoginFixture.test()
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        test.expect(
            .post, "/oauth/token", .json(#"{"error":"invalid_grant","error_description":"no such code"}"#, status: 403))
        let result = try await test.run("login")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("invalid_grant: no such code"))
        #expect(result.files.isEmpty)
    }

    @Test(
        "does not start at an insecure or invalid address",
        arguments: [
            "http://auth.example.com/", "ftp://a.io/", "auth.example.com", "", "https:///x",
            "https://auth.example.com@evil.io/", "https://a:hunter2@evil.io", "https://evil.io/?x=",
            "https://evil.io/#x",
            "https://auth.example.com%2eevil.io/",
        ])
    func unsafeAddress(address: String) async throws {
        var test = LoginFixture.test()
        let text = #"{"clientId":"cli","audience":"astro","domainUrl":"\#(address)"}"#
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(text))
        let result = try await test.run("login")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("does not name a safe login address"))
        #expect(!result.stderr.contains("hunter2"))
        #expect(result.browser.opened.isEmpty)
    }

    @Test("is a clear error if the server does not describe its login", arguments: [(200, "<html>"), (404, "{}")])
    func noServer(status: Int, body: String) async throws {
        var test = LoginFixture.test()
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(body, status: status))
        let result = try await test.run("login example.com")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("api.example.com does not say how to log in"))
    }

    @Test("asks another program's server by that program's rule")
    func otherProgram() async throws {
        var test = Self.platform(
            LoginLookup(path: "login") { answer in
                let address = String(decoding: answer, as: UTF8.self)
                return LoginServer(clientID: "cli", audience: "a", address: address)
            })
        test.expect(.get, "/login", .json("http://elsewhere.example"))
        let result = try await test.run("login")
        #expect(result.stderr.contains("api.platform.example does not name a safe login address"))
    }

    @Test("is refused, with the variable to use instead, in a program without a rule for it")
    func noRule() async throws {
        let result = try await Self.platform(nil).run("login")
        #expect(result.exitCode == .unauthorized)
        #expect(
            result.stderr == """
                error: this program cannot log in to api.platform.example
                hint: set PLATCTL_API_TOKEN

                """)
    }

    private static func platform(_ login: LoginLookup?) -> CommandTest {
        let addresses = ServerAddresses(
            standardDomain: "platform.example", login: login, root: { domain, _ in "https://api.\(domain)" })
        return CommandTest(Service(ProgramNames("platctl"), addresses: addresses), LoginPlugin.self)
    }

    @Test("keeps the login if only the choice of an Organization fails, and says so")
    func noPlaces() async throws {
        var test = LoginFixture.serving()
        test.expect(.get, "/v1/organizations", .json(#"{"message":"broken"}"#, status: 500))
        let result = try await test.run("login")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("Not everything was chosen"))
        #expect(result.files[LoginFixture.home]?.contains("Bearer marked-access") == true)
    }

    @Test("says what it could not store on a full disk or in a read-only home, and leaves the file unchanged")
    func fullDisk() async throws {
        var test = LoginFixture.serving()
        test.files[LoginFixture.home] = "context: astronomer.io\n"
        test.writeFailure = FileError(.system("No space left on device"), path: LoginFixture.home)
        test.expectPlaces()
        let result = try await test.run("login")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("\(LoginFixture.home): No space left on device"))
        #expect(result.files[LoginFixture.home] == "context: astronomer.io\n")
    }

    @Test("listens on the port of the setting login.port", arguments: ["0", "65536", "x"])
    func port(text: String) async throws {
        var test = LoginFixture.serving()
        test.variables["ASTRO_LOGIN_PORT"] = "4711"
        test.expectPlaces()
        #expect(try fields(try await test.run("login"))["redirect_uri"] == "http://localhost:4711/callback")
        var wrong = LoginFixture.test()
        wrong.expect(.get, "/private/v1alpha1/cli/auth-config", .json(LoginFixture.configuration))
        wrong.variables["ASTRO_LOGIN_PORT"] = text
        #expect(try await wrong.run("login").exitCode == .usage)
    }
}
