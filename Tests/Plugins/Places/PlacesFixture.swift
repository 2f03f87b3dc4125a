import AstroAPI
import Kernel
import KernelTesting
import Places

/// The shared parts of this family's tests: one Organization with two Workspaces and two Deployments.
enum PlacesFixture {
    static let organization = "corg000000000000000000001"
    static let other = "corg000000000000000000002"
    static let first = "cwsp000000000000000000001"
    static let second = "cwsp000000000000000000002"
    static let deployment = "cdep000000000000000000001"
    static let base = "/v1/organizations/\(organization)"
    static let home = "/home/test/.astro/config.yaml"

    /// A test with a credential in the environment that names no Organization.
    static func test() -> CommandTest {
        var test = CommandTest(.astro, PlacesPlugin.self)
        // Its payload is `{"permissions": []}`.
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    /// A test that names the Organization, too.
    static func inOrganization() -> CommandTest {
        var test = test()
        test.variables["ASTRO_ORGANIZATION_ID"] = organization
        return test
    }

    /// The only page of a listing.
    static func page(_ name: String, _ items: [String]) -> ScriptedTransport.Reply {
        .json(
            #"{"limit": 1000, "offset": 0, "totalCount": \#(items.count), "\#(name)": [\#(items.joined(separator: ","))]}"#
        )
    }

    static func organizationJSON(_ id: String, _ name: String) -> String {
        #"{"id": "\#(id)", "name": "\#(name)", "product": "HOSTED", "status": "ACTIVE"}"#
    }

    static func workspaceJSON(_ id: String, _ name: String, in organization: String = organization) -> String {
        #"{"id": "\#(id)", "name": "\#(name)", "organizationId": "\#(organization)", "description": ""}"#
    }

    static func deploymentJSON(_ id: String, _ name: String, status: String = "HEALTHY") -> String {
        """
        {"id": "\(id)", "name": "\(name)", "namespace": "n-1", "status": "\(status)", "workspaceId": "\(first)",
        "workspaceName": "Analytics", "astroRuntimeVersion": "3.0-4", "region": "eu", "isCicdEnforced": false,
        "workerQueues": [{"name": "default", "maxWorkerCount": 10.50}], "executor": "CELERY"}
        """
    }

    static let organizations = [organizationJSON(organization, "Acme"), organizationJSON(other, "Umbrella")]
    static let workspaces = [workspaceJSON(first, "Analytics"), workspaceJSON(second, "Payments")]
}
