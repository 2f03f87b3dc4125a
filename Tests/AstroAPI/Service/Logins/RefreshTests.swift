@testable import Base
@testable import HTTPClient
@testable import Authentication
@testable import OperatingSystem
import Foundation
import AstroAPI
import KernelTesting
import Testing

@Suite("A login that is about to expire")
struct RefreshTests {
    static let home = "/home/test/.astro/config.yaml"
    static let grant = #"{"access_token":"new-access","refresh_token":"new-refresh","expires_in":3600}"#
    static let configuration = #"{"clientId":"cli","audience":"a","domainUrl":"https://auth.example.com/"}"#

    /// A login that expires in a number of seconds by the test's clock.
    static func login(endsIn seconds: Int, refreshToken: String? = "old-refresh") -> String {
        let moment = Date(timeIntervalSince1970: Double(Tokens.now + seconds)).formatted(.iso8601)
        let refresh = refreshToken.map { "\n    refreshtoken: \($0)" } ?? ""
        return """
            # mine
            contexts:
              astronomer_io:
                token: Bearer old-access\(refresh)
                expiresin: "\(moment)" # soon
                organization: o

            """
    }

    static func test(endsIn seconds: Int, refreshToken: String? = "old-refresh") -> CommandTest {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files[home] = login(endsIn: seconds, refreshToken: refreshToken)
        test.allowsWriting = true
        return test
    }

    static func refreshing(_ reply: ScriptedTransport.Reply = .json(grant), endsIn seconds: Int) -> CommandTest {
        var test = test(endsIn: seconds)
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(configuration))
        test.expect(.post, "/oauth/token", reply)
        return test
    }

    func asked(_ result: CommandResult) -> String? {
        result.requests.last { $0.url.path().hasSuffix("/o") }?.headers["Authorization"]
    }

    @Test(
        "in at most five minutes is refreshed before the request, and stored", arguments: [300, 1, 0, -99])
    func refreshed(seconds: Int) async throws {
        var test = Self.refreshing(endsIn: seconds)
        test.expect(.get, "/v1/o", .json("{}"))
        let result = try await test.run("ask")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(asked(result) == "Bearer new-access")
        #expect(
            result.files[Self.home]
                == Self.login(endsIn: 3_600).replacing("old-access", with: "new-access")
                .replacing("old-refresh", with: "new-refresh")
                .replacing("    organization: o\n", with: "    organization: o\n    domain: astronomer.io\n"))
        let form = FormText.decode(try #require(result.requests.first { $0.method == .post }).bodyText)
        #expect(form == ["client_id": "cli", "grant_type": "refresh_token", "refresh_token": "old-refresh"])
    }

    @Test("in more than five minutes is used unchanged")
    func fresh() async throws {
        var test = Self.test(endsIn: 301)
        test.expect(.get, "/v1/o", .json("{}"))
        #expect(asked(try await test.run("ask")) == "Bearer old-access")
    }

    @Test("keeps its refresh token if the server returns no new one")
    func unrotated() async throws {
        var test = Self.refreshing(.json(#"{"access_token":"new-access","expires_in":3600}"#), endsIn: 10)
        test.expect(.get, "/v1/o", .json("{}"))
        #expect(try await test.run("ask").files[Self.home]?.contains("refreshtoken: old-refresh") == true)
    }

    @Test("is exit 3 if the server refuses to refresh it, with how to log in again", arguments: [10, -10])
    func revoked(seconds: Int) async throws {
        let test = Self.refreshing(
            .json(#"{"error":"invalid_grant","error_description":"revoked"}"#, status: 403), endsIn: seconds)
        let result = try await test.run("ask")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("invalid_grant: revoked"))
        #expect(result.stderr.contains("hint: set ASTRO_API_TOKEN, which needs no login"))
        #expect(result.files[Self.home] == test.files[Self.home])
    }

    @Test(
        "is used until it expires if the server cannot be reached",
        arguments: [
            ScriptedTransport.Reply.failure(TransportError(.timedOut, "no answer", requestMayHaveArrived: true)),
            .json("{}", status: 500), .json("rubbish"),
        ])
    func unreachable(reply: ScriptedTransport.Reply) async throws {
        var test = Self.refreshing(reply, endsIn: 10)
        test.expect(.get, "/v1/o", .json("{}"))
        let result = try await test.run("ask --verbosity debug")
        #expect(asked(result) == "Bearer old-access")
        #expect(result.stderr.contains("the login was not refreshed and works only until it expires"))
    }

    @Test("is exit 6 if it has expired and the server cannot be reached")
    func overAndUnreachable() async throws {
        let failure = TransportError(.connectionFailed, "nobody there", requestMayHaveArrived: false)
        let result = try await Self.refreshing(.failure(failure), endsIn: -1).run("ask")
        #expect(result.exitCode == .network)
    }

    @Test("is not refreshed if the new one could not be stored")
    func fullDisk() async throws {
        var test = Self.test(endsIn: 10)
        test.writeFailure = FileError(.system("No space left on device"), path: Self.home)
        test.expect(.get, "/v1/o", .json("{}"))
        let result = try await test.run("ask --verbosity debug")
        #expect(asked(result) == "Bearer old-access")
        #expect(result.stderr.contains("No space left on device"))
        #expect(result.files[Self.home] == test.files[Self.home])
    }

    @Test("is exit 3 if it has expired and a new one could not be stored, with how to work without a login")
    func overAndUnkeepable() async throws {
        var test = Self.test(endsIn: -1)
        test.writeFailure = FileError(.system("Read-only file system"), path: Self.home)
        let result = try await test.run("ask")
        #expect(result.exitCode == .unauthorized)
        #expect(result.requests.isEmpty)
        #expect(result.stderr.contains("Read-only file system"))
        #expect(result.stderr.contains("ASTRO_API_TOKEN"))
    }

    @Test("from ASTRO_API_TOKEN is never refreshed")
    func environment() async throws {
        var test = Self.test(endsIn: -10)
        test.variables["ASTRO_API_TOKEN"] = Tokens.token(permissions: [], expiry: Tokens.now + 10)
        test.expect(.get, "/v1/o", .json("{}", status: 401))
        #expect(try await test.run("ask").requests.count == 1)
    }

    @Test("that the server rejects early is refreshed once, and a GET is sent again")
    func refused() async throws {
        var test = Self.refreshing(endsIn: 9_000)
        test.expect(.get, "/v1/o", .json("{}", status: 401))
        test.expect(.get, "/v1/o", .json("{}"))
        let result = try await test.run("ask")
        #expect(
            result.requests.map { $0.headers["Authorization"] } == ["Bearer old-access", nil, nil, "Bearer new-access"])
        #expect(result.files[Self.home]?.contains("new-refresh") == true)
    }

    @Test("that the server rejects is unchanged without a refresh token")
    func refusedForGood() async throws {
        var test = Self.test(endsIn: 9_000, refreshToken: nil)
        test.expect(.get, "/v1/o", .json("{}", status: 401))
        #expect(try await test.run("ask").requests.count == 1)
    }
}
