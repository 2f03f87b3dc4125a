import Tokens
import AstroAPI
import Kernel
import KernelTesting

/// The shared parts of this family's tests: one Organization, one Deployment, tokens by ID.
enum Fixture {
    static let organization = "corg000000000000000000001"
    static let deployment = "cdep000000000000000000001"
    static let otherDeployment = "cdep000000000000000000002"
    static let workspace = "cwsp000000000000000000001"
    static let id = "ctok000000000000000000001"
    static let tokens = "/v1/organizations/\(organization)/tokens"

    static let deploymentPath = "/v1/organizations/\(organization)/deployments/\(deployment)"

    /// A test that is logged in and names the Organization.
    static func test() -> CommandTest {
        var test = CommandTest(.astro, TokensPlugin.self)
        test.variables["ASTRO_API_TOKEN"] = jwt
        test.variables["ASTRO_ORGANIZATION_ID"] = organization
        return test
    }

    /// The same, in which the token is requested by its ID first.
    static func showing(_ token: String = token()) -> CommandTest {
        var test = test()
        test.expect(.get, "\(tokens)/\(id)", .json(token))
        return test
    }

    /// A role in the API's format.
    static func role(_ entity: String, _ type: String, _ role: String, in deployment: String? = nil) -> String {
        let place = deployment.map { #", "deploymentId": "\#($0)""# } ?? ""
        return #"{"entityId": "\#(entity)", "entityType": "\#(type)", "role": "\#(role)"\#(place)}"#
    }

    static let admin = role(deployment, "DEPLOYMENT", "DEPLOYMENT_ADMIN")
    static let billing = role(organization, "ORGANIZATION", "ORGANIZATION_BILLING_ADMIN")
    static let member = role(workspace, "WORKSPACE", "WORKSPACE_MEMBER")

    /// A token in the API's format.
    static func token(
        _ id: String = id, name: String = "CI deploy", scope: String = "DEPLOYMENT", roles: [String]? = [admin],
        value: String? = nil, description: String = "for CI"
    ) -> String {
        let roleList = roles.map { #", "roles": [\#($0.joined(separator: ", "))]"# } ?? ""
        let secret = value.map { #", "token": "\#($0)""# } ?? ""
        return """
            {"id": "\(id)", "name": "\(name)", "description": "\(description)", "kind": "STANDARD", "scope": "\(scope)",
            "shortToken": "abc123", "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00Z",
            "startAt": "2026-01-05T10:00:00Z", "createdBy": {"id": "u1", "fullName": "Ada"}\(roleList)\(secret)}
            """
    }

    /// The only page of a listing.
    static func page(_ tokens: [String]) -> String {
        """
        {"limit": 1000, "offset": 0, "totalCount": \(tokens.count), "tokens": [\(tokens.joined(separator: ", "))]}
        """
    }

    /// A refusal in the API's format.
    static func refusal(_ status: Int, _ message: String) -> ScriptedTransport.Reply {
        .json(#"{"message": "\#(message)", "requestId": "req-1", "statusCode": \#(status)}"#, status: status)
    }

    /// A well-formed API token without an expiry; its payload is `{"permissions": []}`.
    static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
}
