import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Calls of the API")
struct TokenCallTests {
    private static let tokens = "/v1/organizations/o1/tokens"

    /// The only request, after the fixture has checked it against the script and the description.
    private func request(_ fixture: ClientFixture) throws -> HTTPRequest {
        try fixture.check()
        #expect(fixture.server.requests.count == 1)
        return try #require(fixture.server.requests.first)
    }

    @Test(
        "A listing requests the first thousand tokens, oldest first",
        arguments: [
            (.deployment("d1"), "deploymentId=d1"), (.workspace("w1"), "workspaceId=w1"),
            (.organization, "includeOnlyOrganizationTokens=true"),
        ] as [(TokenFilter, String)])
    func list(filter: TokenFilter, query: String) async throws {
        let target = "\(Self.tokens)?\(query)&sorts=createdAt%3Aasc&limit=1000&offset=0"
        let fixture = try ClientFixture(.init(.get, target, .json(Answer.page(["t1"], of: 1))))
        #expect(try await fixture.client.tokens(filter).map(\.id) == ["t1"])
        #expect(try request(fixture).body == nil)
    }

    @Test("A token is requested by its ID")
    func show() async throws {
        let fixture = try ClientFixture(.init(.get, "\(Self.tokens)/t1", .json(Answer.token("t1"))))
        #expect(try await fixture.client.token(id: "t1").id == "t1")
        #expect(try request(fixture).body == nil)
    }

    @Test("A creation sends the requested fields and nothing else")
    func create() async throws {
        let fixture = try ClientFixture(.init(.post, Self.tokens, .json(Answer.token(value: "v"))))
        let creation = CreateTokenRequest(name: "n", role: "DEPLOYMENT_ADMIN", scope: .deployment, entityId: "d1")
        #expect(try await fixture.client.createToken(creation).token == "v")
        #expect(
            try request(fixture).bodyText
                == #"{"entityId":"d1","name":"n","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT"}"#)
    }

    @Test("A creation can send every field")
    func createWhole() async throws {
        let fixture = try ClientFixture(.init(.post, Self.tokens, .json(Answer.token(value: "v"))))
        _ = try await fixture.client.createToken(
            CreateTokenRequest(
                name: "n/\"ü", role: "r", scope: .workspace, entityId: "w1", description: "", kind: .directAccess,
                tokenExpiryPeriodInDays: 3650))
        #expect(
            try request(fixture).bodyText
                == #"{"description":"","entityId":"w1","kind":"DIRECT_ACCESS","name":"n/\"ü","role":"r","#
                + #""scope":"WORKSPACE","tokenExpiryPeriodInDays":3650}"#)
    }

    @Test(
        "An update sends the name, and the description if it changes",
        arguments: [
            (nil, #"{"name":"n"}"#), ("", #"{"description":"","name":"n"}"#), ("x", #"{"description":"x","name":"n"}"#),
        ])
    func update(description: String?, body: String) async throws {
        let fixture = try ClientFixture(.init(.post, "\(Self.tokens)/t1", .json(Answer.token())))
        _ = try await fixture.client.updateToken(id: "t1", UpdateTokenRequest(name: "n", description: description))
        #expect(try request(fixture).bodyText == body)
    }

    @Test("A change of roles sends the whole list, including DAG roles")
    func roles() async throws {
        let fixture = try ClientFixture(.init(.post, "\(Self.tokens)/t1/roles", .json("{}")))
        let roles = [
            TokenRole(entityId: "d1", entityType: .deployment, role: "r"),
            TokenRole(entityId: "g1", entityType: .dag, role: "DAG_VIEWER", deploymentId: "d1"),
        ]
        try await fixture.client.updateTokenRoles(id: "t1", roles)
        #expect(
            try request(fixture).bodyText
                == #"{"roles":[{"entityId":"d1","entityType":"DEPLOYMENT","role":"r"},"#
                + #"{"deploymentId":"d1","entityId":"g1","entityType":"DAG","role":"DAG_VIEWER"}]}"#)
    }

    @Test("A rotation sends an empty body and returns the new value")
    func rotate() async throws {
        let fixture = try ClientFixture(.init(.post, "\(Self.tokens)/t1/rotate", .json(Answer.token(value: "v"))))
        #expect(try await fixture.client.rotateToken(id: "t1").token == "v")
        let request = try request(fixture)
        #expect(request.body == nil)
        #expect(request.headers["Content-Type"] == nil)
    }

    @Test("A deletion sends an empty body and needs no answer")
    func delete() async throws {
        let fixture = try ClientFixture(.init(.delete, "\(Self.tokens)/t1", .json("", status: 204)))
        try await fixture.client.deleteToken(id: "t1")
        #expect(try request(fixture).body == nil)
    }

    @Test(
        "Deployments are listed for the Organization or one Workspace",
        arguments: [(nil, ""), ("w1", "workspaceIds=w1&")] as [(String?, String)])
    func deployments(workspace: String?, query: String) async throws {
        let target = "/v1/organizations/o1/deployments?\(query)limit=1000&offset=0"
        let page = #"{"limit": 1000, "offset": 0, "totalCount": 0, "deployments": []}"#
        let fixture = try ClientFixture(.init(.get, target, .json(page)))
        #expect(try await fixture.client.deployments(workspaceID: workspace).isEmpty)
        _ = try request(fixture)
    }

    @Test("Every request goes to the context's server, with credential and time limit")
    func address() async throws {
        let fixture = try ClientFixture(.init(.get, "\(Self.tokens)/t1", .json(Answer.token())))
        _ = try await fixture.client.token(id: "t1")
        let request = try request(fixture)
        #expect(request.url.absoluteString == "https://api.astronomer.io/v1/organizations/o1/tokens/t1")
        #expect(request.headers["Authorization"]?.hasPrefix("Bearer eyJ") == true)
        #expect(request.timeout == .seconds(30))
    }

    @Test("A request that deviates from the API description fails the test")
    func plantedFault() async throws {
        let fixture = try ClientFixture(.init(.get, "\(Self.tokens)/t1", .json(Answer.token())))
        _ = try await fixture.client.connection.value(
            APIToken.self, of: APICall(purpose: "", method: .get, path: "tokens/t1", query: [("colour", "red")]))
        let sent = try #require(fixture.server.requests.first)
        #expect(try ClientFixture.document.get().problems(in: sent) == ["?colour is not described"])
    }
}
