import Kernel
import KernelTesting
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

@Suite("The sandbox keeps to the API's description") struct ConformanceTests {
    private let sandbox = SandboxFixture()
    private let document: OpenAPIDocument

    init() throws {
        document = try Self.loaded.get()
    }

    private static let loaded = Result { try OpenAPIDocument(fixture: "astro-v1.openapi.json") }

    private static let token = "/tokens/ctoken00000000000cideploy"
    private static let agentTokens = "/deployments/\(SandboxPlaces.production)/agent-tokens"
    private static let creation =
        #"{"name":"n","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT","entityId":"\#(SandboxPlaces.staging)"}"#
    private static let roles = """
        {"roles":[{"entityId":"\(SandboxPlaces.production)","entityType":"DEPLOYMENT","role":"DEPLOYMENT_VIEWER"},
        {"entityId":"d","entityType":"DAG","role":"DAG_VIEWER","deploymentId":"\(SandboxPlaces.production)"}]}
        """

    /// One valid request for each operation.
    private static let requests: [(operation: String, method: HTTPMethod, path: String, body: String?)] = [
        ("ListOrganizations", .get, "/v1/organizations", nil), ("GetOrganization", .get, "", nil),
        ("ListWorkspaces", .get, "/workspaces?limit=1", nil), ("ListDeployments", .get, "/deployments", nil),
        ("GetDeployment", .get, "/deployments/\(SandboxPlaces.ledger)", nil),
        ("ListApiTokens", .get, "/tokens?limit=1000&sorts=name:asc", nil), ("GetApiToken", .get, token, nil),
        ("CreateApiToken", .post, "/tokens", creation),
        ("UpdateApiToken", .post, token, #"{"name":"n","description":""}"#),
        ("UpdateApiTokenRoles", .post, token + "/roles", roles), ("RotateApiToken", .post, token + "/rotate", nil),
        ("DeleteApiToken", .delete, token, nil),
        ("ListAgentTokens", .get, agentTokens + "?limit=1000&sorts=createdAt:asc", nil),
        ("CreateAgentToken", .post, agentTokens, #"{"name":"n","description":"","tokenExpiryPeriodInDays":1}"#),
        ("GetAgentToken", .get, agentTokens + "/ctoken000000000euagents01", nil),
        ("DeleteAgentToken", .delete, agentTokens + "/ctoken000000000euagents01", nil),
    ]

    private func soundRequest(_ index: Int) throws -> HTTPRequest {
        let entry = Self.requests[index]
        var request = try sandbox.request(entry.method, entry.path, body: entry.body)
        if entry.body != nil { request.headers["Content-Type"] = "application/json" }
        return request
    }

    @Test("Every operation has a valid request")
    func everyOperation() {
        #expect(Set(document.operations.map(\.id)) == Set(Self.requests.map(\.operation)))
    }

    @Test("Every operation succeeds with a documented answer", arguments: requests.indices)
    func successes(index: Int) throws {
        let request = try soundRequest(index)
        #expect(document.operation(for: request)?.id == Self.requests[index].operation)
        #expect(document.problems(in: request) == [])
        let response = sandbox.api.respond(to: request)
        #expect(response.isSuccess)
        #expect(document.problems(in: response, to: request) == [])
    }

    @Test("Every operation refuses an unknown caller as documented", arguments: requests.indices)
    func unauthorized(index: Int) throws {
        var request = try soundRequest(index)
        request.headers["Authorization"] = "Bearer nonsense"
        let response = sandbox.api.respond(to: request)
        #expect(response.status == 401)
        #expect(document.problems(in: response, to: request) == [])
    }

    @Test(
        "Every refusal is documented",
        arguments: [
            (.get, "/tokens?limit=x", nil, 400), (.get, "/deployments?offset=-1", nil, 400),
            (.get, "/workspaces?limit=1001", nil, 400), (.post, "/tokens", "{}", 400), (.post, token, "{", 400),
            (.post, token + "/roles", #"{"roles":[{}]}"#, 400), (.get, "/tokens/cnone", nil, 404),
            (.get, "/deployments/cnone", nil, 404), (.delete, "/tokens/cnone", nil, 404),
            (.post, "/tokens/cnone/rotate", nil, 404), (.post, agentTokens, "{}", 400),
            (.post, agentTokens, #"{"name":"n","tokenExpiryPeriodInDays":3651}"#, 400),
            (.get, agentTokens + "?sorts=x", nil, 400), (.get, agentTokens + "/cnone", nil, 404),
            (.delete, agentTokens + "/ctoken0000000ledgeragents", nil, 404),
            (.get, "/deployments/cnone/agent-tokens", nil, 404),
        ] as [(HTTPMethod, String, String?, Int)])
    func refusals(method: HTTPMethod, path: String, body: String?, status: Int) throws {
        let request = try sandbox.request(method, path, body: body)
        let response = sandbox.api.respond(to: request)
        #expect(response.status == status)
        #expect(document.problems(in: response, to: request) == [])
    }

    @Test(
        "Forbidden calls are refused as documented",
        arguments: ["/tokens/ctoken00000000000cideploy", agentTokens + "/ctoken000000000euagents01"])
    func forbidden(path: String) throws {
        let credential = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.ledger).value
        for method in [HTTPMethod.get, .delete] {
            let request = try sandbox.request(method, path, credential: credential)
            let response = sandbox.api.respond(to: request)
            #expect(response.status == 403)
            #expect(document.problems(in: response, to: request) == [])
        }
    }
}
