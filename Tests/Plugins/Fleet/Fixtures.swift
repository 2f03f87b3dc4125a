import AstroAPI
import Fleet
import Kernel
import KernelTesting
import Sandbox

/// The shared parts of this family's tests: one Organization with tokens of every scope.
enum Fixture {
    static let organization = "corg000000000000000000001"
    static let deployment = "cdep000000000000000000001"
    static let workspace = "cwsp000000000000000000001"
    static let root = "/v1/organizations/\(organization)"
    static let tokens = "\(root)/tokens"
    static let id = "ctok000000000000000000001"

    /// A test that is logged in.
    static func test() -> CommandTest {
        var test = CommandTest(.astro, FleetPlugin.self)
        test.variables["ASTRO_API_TOKEN"] = jwt
        test.variables["ASTRO_ORGANIZATION_ID"] = organization
        return test
    }

    /// A test in which the listings of tokens and places are requested once.
    static func listing(_ tokens: [String]) -> CommandTest {
        var test = test()
        test.expect(.get, Self.tokens, .json(page("tokens", tokens)))
        test.expect(.get, "\(root)/deployments", .json(page("deployments", [place])))
        test.expect(.get, "\(root)/workspaces", .json(page("workspaces", [space])))
        return test
    }

    static let place =
        #"{"id": "\#(deployment)", "name": "Production", "workspaceId": "\#(workspace)", "workspaceName": "Analytics"}"#
    static let space =
        #"{"id": "\#(workspace)", "name": "Analytics", "organizationId": "\#(organization)", "organizationName": "Acme"}"#

    /// A token in the API's format.
    static func token(
        _ id: String = id, name: String = "CI deploy", scope: String = "DEPLOYMENT", home: String? = deployment,
        role: String = "DEPLOYMENT_ADMIN", created: String = "2026-01-05T10:00:00Z", further: String = ""
    ) -> String {
        let roles = home.map { #"{"entityId": "\#($0)", "entityType": "\#(scope)", "role": "\#(role)"}"# } ?? ""
        return """
            {"id": "\(id)", "name": "\(name)", "description": "", "kind": "STANDARD", "scope": "\(scope)",
            "shortToken": "abc123", "createdAt": "\(created)", "updatedAt": "\(created)", "startAt": "\(created)",
            "createdBy": {"id": "u1", "fullName": "Ada"}\(further), "roles": [\(roles)]}
            """
    }

    /// The only page of a listing.
    static func page(_ key: String, _ rows: [String]) -> String {
        """
        {"limit": 1000, "offset": 0, "totalCount": \(rows.count), "\(key)": [\(rows.joined(separator: ", "))]}
        """
    }

    /// A well-formed API token without an expiry; its payload is `{"permissions": []}`.
    static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"

    /// A test against the sandbox.
    static func sandbox() -> CommandTest {
        var test = CommandTest(.astro, FleetPlugin.self, SandboxPlugin.self)
        test.variables["ASTRO_DOMAIN"] = "sandbox"
        return test
    }
}
