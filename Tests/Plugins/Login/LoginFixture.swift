import Foundation
import AstroAPI
import Kernel
import KernelTesting
import Login

/// The shared parts of this family's tests: a server to log in to, and the config file.
enum LoginFixture {
    static let home = "/home/test/.astro/config.yaml"
    static let grant = #"{"access_token":"marked-access","refresh_token":"marked-refresh","expires_in":3600}"#
    static let configuration = #"{"clientId":"cli","audience":"astro","domainUrl":"https://auth.example.com/"}"#

    /// A test in which the browser returns correctly; no request to the server is expected yet.
    static func test() -> CommandTest {
        var test = CommandTest(.astro, LoginPlugin.self)
        test.allowsWriting = true
        test.callbacks = ["/callback?code=marked-code&state={state}"]
        return test
    }

    /// A test of a login that the server accepts.
    static func serving(_ grant: String = grant) -> CommandTest {
        var test = test()
        test.expect(.get, "/private/v1alpha1/cli/auth-config", .json(configuration))
        test.expect(.post, "/oauth/token", .json(grant))
        test.expect(.get, "/userinfo", .json(#"{"email":"ada@example.com"}"#))
        test.expectIntroduction()
        return test
    }
}

extension CommandTest {
    /// Expects a request to create a person's account.
    mutating func expectIntroduction() {
        expect(
            .get, "/v1/users/self?createIfNotExist=true",
            .json(#"{"id":"u1","username":"ada@example.com","fullName":"Ada"}"#))
    }

    /// Expects the listings that follow a login.
    mutating func expectPlaces(organizations: [String] = ["o1"], workspaces: [String] = ["w1"]) {
        let page = { (field: String, ids: [String], more: String) in
            let items = ids.map { #"{"id":"\#($0)","name":"Name of \#($0)"\#(more)}"# }.joined(separator: ",")
            return #"{"limit":1000,"offset":0,"totalCount":\#(ids.count),"\#(field)":[\#(items)]}"#
        }
        expect(.get, "/v1/organizations", .json(page("organizations", organizations, #","product":"HOSTED""#)))
        guard let first = organizations.first else { return }
        expect(
            .get, "/v1/organizations/\(first)/workspaces",
            .json(page("workspaces", workspaces, #","organizationId":"\#(first)""#)))
    }
}
