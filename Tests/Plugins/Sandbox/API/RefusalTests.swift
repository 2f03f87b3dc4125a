#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

@Suite("Refusals") struct RefusalTests {
    private let sandbox = SandboxFixture()

    @Test("Every answer has a request ID, and a refusal repeats it")
    func requestID() throws {
        let refusal = try sandbox.call(.get, "/nothing")
        #expect(refusal.status == 404)
        let body = try refusal.decoded(ErrorBody.self)
        #expect(body.statusCode == 404)
        #expect(refusal.headers["X-Request-Id"] == body.requestId)
        #expect(try sandbox.call(.get, "/tokens").headers["X-Request-Id"] != nil)
    }

    @Test(
        "Without a valid bearer token nothing is revealed", arguments: [nil, "", "Bearer", "Basic abc", "Bearer abc"])
    func unauthorized(header: String?) throws {
        var request = try sandbox.request(.get, "/tokens")
        request.headers["Authorization"] = header
        #expect(sandbox.api.respond(to: request).status == 401)
    }

    @Test("The scheme of a credential is case-insensitive")
    func scheme() throws {
        var request = try sandbox.request(.get, "/tokens")
        request.headers["Authorization"] = "bearer " + (try sandbox.store.ownerCredential())
        #expect(sandbox.api.respond(to: request).status == 200)
    }

    @Test("An expired token is refused")
    func expired() throws {
        let body = #"{"name":"n","role":"ORGANIZATION_OWNER","scope":"ORGANIZATION","tokenExpiryPeriodInDays":1}"#
        let token = try sandbox.call(.post, "/tokens", body: body).decoded(APIToken.self)
        let tomorrow = SandboxFixture.now.addingTimeInterval(86_400)
        let later = SandboxAPI(SandboxStore(folder: sandbox.folder, files: LocalFileSystem(), now: { tomorrow }))
        let request = try sandbox.request(.get, "/tokens", credential: token.token)
        #expect(sandbox.api.respond(to: request).status == 200)
        #expect(later.respond(to: request).status == 401)
    }

    @Test(
        "A missing resource is 404",
        arguments: [
            "/tokens/cunknown", "/deployments/cunknown", "/tokens?deploymentId=cunknown",
            "/tokens?workspaceId=cunknown", "/tokens/a/b", "/tokens/ctoken00000000000cideploy/roles/x", "/tokens/",
        ])
    func unknown(path: String) throws {
        #expect(try sandbox.call(.get, path).status == 404)
    }

    @Test(
        "An unknown Organization, and a path outside the API, are 404",
        arguments: [
            "/v1/organizations/cother/tokens", "/v1/organizations/", "/v2/organizations", "/v1", "/v1/users", "/v",
        ])
    func unknownOrganization(path: String) throws {
        #expect(try sandbox.call(.get, path).status == 404)
    }

    @Test("An unsupported method is 405 and names the supported ones")
    func wrongMethod() throws {
        let refusal = try sandbox.call(.put, "/tokens")
        #expect(refusal.status == 405)
        #expect(refusal.headers["Allow"] == "GET, POST")
        #expect(try sandbox.call(.get, "/tokens/ctoken00000000000cideploy/rotate").status == 405)
    }

    @Test(
        "An invalid query is refused field by field",
        arguments: [
            ("limit=-1", ["limit"]), ("limit=1001", ["limit"]), ("limit=ten", ["limit"]), ("offset=-1", ["offset"]),
            ("offset=1.5&limit=", ["offset", "limit"]), ("sorts=size:asc", ["sorts"]), ("sorts=name", ["sorts"]),
            ("kind=OTHER", ["kind"]), ("includeOnlyOrganizationTokens=yes", ["includeOnlyOrganizationTokens"]),
            ("limit=1&limit=2", ["limit"]),
        ])
    func query(query: String, fields: [String]) throws {
        let refusal = try sandbox.call(.get, "/tokens?" + query)
        #expect(refusal.status == 400)
        #expect(try refusal.refusedFields() == fields)
    }

    @Test(
        "An invalid creation is refused field by field",
        arguments: [
            ("{}", ["name", "role", "scope"]),
            (#"{"name":"","role":"","scope":"PLANET"}"#, ["name", "role", "scope"]),
            (#"{"name":1,"role":"ORGANIZATION_OWNER","scope":"ORGANIZATION"}"#, ["name"]),
            (#"{"name":null,"role":"ORGANIZATION_OWNER","scope":"ORGANIZATION"}"#, ["name"]),
            (#"{"name":"n","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT"}"#, ["entityId"]),
            (#"{"name":"n","role":"WORKSPACE_OWNER","scope":"WORKSPACE"}"#, ["entityId"]),
            (#"{"name":"n","role":"WORKSPACE_OWNER","scope":"ORGANIZATION"}"#, ["role"]),
            (
                #"{"name":"n","role":"ORGANIZATION_OWNER","scope":"ORGANIZATION","kind":"K","description":[]}"#,
                ["description", "kind"]
            ),
            (
                #"{"name":"n","role":"ORGANIZATION_OWNER","scope":"ORGANIZATION","tokenExpiryPeriodInDays":0}"#,
                ["tokenExpiryPeriodInDays"]
            ),
            (
                #"{"name":"n","role":"ORGANIZATION_OWNER","scope":"ORGANIZATION","tokenExpiryPeriodInDays":3651}"#,
                ["tokenExpiryPeriodInDays"]
            ),
            (
                #"{"name":"n","role":"ORGANIZATION_OWNER","scope":"ORGANIZATION","tokenExpiryPeriodInDays":"9"}"#,
                ["tokenExpiryPeriodInDays"]
            ),
        ])
    func creation(body: String, fields: [String]) throws {
        let refusal = try sandbox.call(.post, "/tokens", body: body)
        #expect(refusal.status == 400)
        #expect(try refusal.refusedFields() == fields)
        #expect(try sandbox.tokens().count == 12)
    }

    @Test(
        "An invalid list of roles is refused field by field",
        arguments: [
            ("{}", ["roles"]), (#"{"roles":{}}"#, ["roles"]), (#"{"roles":[1]}"#, ["roles[0]"]),
            (#"{"roles":[{}]}"#, ["roles[0].entityId", "roles[0].entityType", "roles[0].role"]),
            (
                #"{"roles":[{"entityId":"d","entityType":"DAG","role":"DAG_VIEWER"}]}"#,
                ["roles[0].deploymentId"]
            ),
            (
                #"{"roles":[{"entityId":"\#(SandboxPlaces.staging)","entityType":"DEPLOYMENT","role":"WORKSPACE_OWNER"}]}"#,
                ["roles[0].role"]
            ),
            (
                #"{"roles":[{"entityId":"\#(SandboxPlaces.ledger)","entityType":"DEPLOYMENT","role":"DEPLOYMENT_ADMIN"}]}"#,
                ["roles[0].entityId"]
            ),
        ])
    func roles(body: String, fields: [String]) throws {
        let refusal = try sandbox.call(.post, "/tokens/ctoken0000000000stagingci/roles", body: body)
        #expect(refusal.status == 400)
        #expect(try refusal.refusedFields() == fields)
    }

    @Test("A body that is not a JSON object is refused", arguments: [nil, "", "{", "[]", "1", "\"\u{0}\"", "nonsense"])
    func malformed(body: String?) throws {
        #expect(try sandbox.call(.post, "/tokens", body: body).status == 400)
    }

    @Test("A damaged state file is 500, and the answer names the remedy")
    func damagedState() throws {
        let request = try sandbox.request(.get, "/tokens")
        try LocalFileSystem().replace(sandbox.store.path, with: Data("{".utf8))
        let response = sandbox.api.respond(to: request)
        #expect(response.status == 500)
        #expect(try response.decoded(ErrorBody.self).message.contains("(try: sandbox reset)"))
    }
}
