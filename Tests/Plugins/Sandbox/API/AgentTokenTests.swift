import AstroAPI
import AstroSandbox
import Foundation
import Kernel
import Testing

@testable import Sandbox

@Suite("The agent tokens of the sandbox") struct AgentTokenTests {
    private let sandbox = SandboxFixture()
    private let path = "/deployments/\(SandboxPlaces.production)/agent-tokens"

    private func create(_ name: String = "n") throws -> APIToken {
        try sandbox.call(.post, path, body: #"{"name":"\#(name)"}"#).decoded(APIToken.self)
    }

    private func names(_ query: String = "") throws -> [String] {
        try sandbox.call(.get, path + query).decoded(Page<APIToken>.self).items.map(\.name)
    }

    @Test("are in separate listings")
    func listings() throws {
        let made = try create()
        #expect(try names() == ["EU agents", "n"])
        #expect(try names("?sorts=createdAt:desc&limit=1") == ["n"])
        #expect(!(try sandbox.tokens("?limit=1000").contains { $0.id == made.id || $0.name == "EU agents" }))
        #expect(try sandbox.call(.get, "/tokens/\(made.id)").status == 404)
        let elsewhere = "/deployments/\(SandboxPlaces.ledger)/agent-tokens/\(made.id)"
        #expect(try sandbox.call(.get, elsewhere).status == 404)
        #expect(try sandbox.call(.delete, elsewhere).status == 404)
    }

    @Test("can be created and deleted, but neither changed nor rotated")
    func operations() throws {
        let made = try create()
        #expect(made.token != nil && made.roles == nil && made.scope == .deployment)
        let shown = try sandbox.call(.get, "\(path)/\(made.id)").decoded(APIToken.self)
        #expect(shown.token == nil && shown.shortToken == made.shortToken)
        #expect(try sandbox.call(.post, "\(path)/\(made.id)", body: #"{"name":"m"}"#).status == 405)
        #expect(try sandbox.call(.post, "\(path)/\(made.id)/rotate").status == 404)
        #expect(try sandbox.call(.delete, "\(path)/\(made.id)").status == 204)
        #expect(try sandbox.call(.delete, "\(path)/\(made.id)").status == 404)
    }

    @Test("give access to nothing, but their use is recorded")
    func use() throws {
        let made = try create()
        let value = try #require(made.token)
        #expect(try sandbox.call(.get, "\(path)/\(made.id)", credential: value).status == 403)
        #expect(try sandbox.call(.get, "\(path)/\(made.id)").decoded(APIToken.self).lastUsedAt != nil)
        #expect(try sandbox.call(.delete, "\(path)/\(made.id)").status == 204)
        #expect(try sandbox.call(.get, "\(path)/\(made.id)", credential: value).status == 401)
    }

    @Test("need the same roles as the Deployment's tokens")
    func permissions() throws {
        let viewer = try sandbox.create("DEPLOYMENT_VIEWER", "DEPLOYMENT", in: SandboxPlaces.production).value
        #expect(try sandbox.call(.get, path, credential: viewer).status == 200)
        #expect(try sandbox.call(.post, path, body: #"{"name":"n"}"#, credential: viewer).status == 403)
        #expect(try sandbox.call(.delete, "\(path)/ctoken000000000euagents01", credential: viewer).status == 403)
        let other = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.staging).value
        #expect(try sandbox.call(.get, path, credential: other).status == 403)
    }

    @Test("are added to a state from before there were any, and stay deleted")
    func oldState() throws {
        _ = try sandbox.store.read()
        let content = try Data(contentsOf: URL(filePath: sandbox.store.path))
        var state = try #require(try JSONSerialization.jsonObject(with: content) as? [String: Any])
        state["agentTokens"] = nil
        try JSONSerialization.data(withJSONObject: state).write(to: URL(filePath: sandbox.store.path))
        #expect(try names() == ["EU agents"])
        #expect(try sandbox.call(.delete, "\(path)/ctoken000000000euagents01").status == 204)
        #expect(try names() == [])
    }
}
