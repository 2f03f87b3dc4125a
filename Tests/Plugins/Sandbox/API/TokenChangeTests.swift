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

@Suite("Changing tokens") struct TokenChangeTests {
    private let sandbox = SandboxFixture()
    private let rotated = "/tokens/ctoken00000000000cideploy/rotate"

    @Test("A new token is returned with its value, once")
    func create() throws {
        let body = """
            {"name": "Größe 🚀", "role": "DEPLOYMENT_ADMIN", "scope": "DEPLOYMENT", "kind": "DIRECT_ACCESS",
            "entityId": "\(SandboxPlaces.staging)", "description": "d", "tokenExpiryPeriodInDays": 30}
            """
        let response = try sandbox.call(.post, "/tokens", body: body)
        let made = try response.decoded(APIToken.self)
        #expect(response.status == 200)
        #expect(made.name == "Größe 🚀")
        #expect(made.kind == .directAccess)
        #expect(
            made.roles == [.init(entityId: SandboxPlaces.staging, entityType: .deployment, role: "DEPLOYMENT_ADMIN")])
        #expect(made.endAt?.date == SandboxFixture.now.addingTimeInterval(30 * 86_400))
        #expect(made.createdBy?.apiTokenName == "Sandbox owner")
        #expect(made.id.wholeMatch(of: /c[a-z0-9]{24}/) != nil)
        #expect(try #require(made.token).contains(made.shortToken))
        #expect(try sandbox.call(.get, "/tokens/\(made.id)").decoded(APIToken.self).token == nil)
    }

    @Test("An update keeps the description if it has none, and clears it if it is empty")
    func update() throws {
        let path = "/tokens/ctoken00000000000cideploy"
        let renamed = try sandbox.call(.post, path, body: #"{"name":"new"}"#).decoded(APIToken.self)
        #expect(renamed.name == "new")
        #expect(renamed.description == "Deploys from the main branch")
        #expect(renamed.updatedAt == Timestamp(SandboxFixture.now))
        let cleared = try sandbox.call(.post, path, body: #"{"name":"new","description":""}"#)
        #expect(try cleared.decoded(APIToken.self).description == "")
    }

    @Test("A rotation returns a new value, and the old one stops working at once")
    func rotate() throws {
        let first = try sandbox.call(.post, rotated).decoded(APIToken.self)
        let second = try sandbox.call(.post, rotated).decoded(APIToken.self)
        #expect(first.token != second.token)
        #expect(first.shortToken != second.shortToken)
        #expect(second.lastRotatedAt == Timestamp(SandboxFixture.now))
        #expect(try sandbox.call(.get, "/tokens/\(first.id)", credential: first.token).status == 401)
        #expect(try sandbox.call(.get, "/tokens/\(first.id)", credential: second.token).status == 200)
    }

    @Test("A rotation of an expired token restarts its lifetime")
    func rotateExpired() throws {
        let token = try sandbox.call(.post, "/tokens/ctoken0000legacyscheduler/rotate").decoded(APIToken.self)
        #expect(token.endAt?.date == SandboxFixture.now.addingTimeInterval(30 * 86_400))
    }

    @Test("A token can delete itself")
    func rotateItself() throws {
        let own = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.ledger)
        let response = try sandbox.call(.post, "/tokens/\(own.id)/rotate", credential: own.value)
        let rotated = try response.decoded(APIToken.self)
        #expect(rotated.updatedBy?.id == own.id)
    }

    @Test("A deleted token is gone, and its value stops working")
    func delete() throws {
        let own = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.ledger)
        let response = try sandbox.call(.delete, "/tokens/\(own.id)")
        #expect(response.status == 204)
        #expect(response.body.isEmpty)
        #expect(try sandbox.call(.get, "/tokens/\(own.id)").status == 404)
        #expect(try sandbox.call(.get, "/tokens", credential: own.value).status == 401)
    }

    @Test("Roles are replaced as a whole and returned by place")
    func roles() throws {
        let body = """
            {"roles": [
            {"entityId": "\(SandboxPlaces.organization)", "entityType": "ORGANIZATION", "role": "ORGANIZATION_MEMBER"},
            {"entityId": "\(SandboxPlaces.ledger)", "entityType": "DEPLOYMENT", "role": "DEPLOYMENT_VIEWER"},
            {"entityId": "daily", "entityType": "DAG_TAG", "role": "DAG_AUTHOR", "deploymentId": "\(SandboxPlaces.ledger)"}]}
            """
        let response = try sandbox.call(.post, "/tokens/ctoken0000000000terraform/roles", body: body)
        let roles = try response.decoded(SubjectRoles.self)
        #expect(roles.organizationRole == "ORGANIZATION_MEMBER")
        #expect(roles.workspaceRoles == [])
        #expect(roles.deploymentRoles == [.init(role: "DEPLOYMENT_VIEWER", deploymentId: SandboxPlaces.ledger)])
        #expect(roles.dagRoles?.map(\.entityId) == ["daily"])
        let token = try sandbox.call(.get, "/tokens/ctoken0000000000terraform").decoded(APIToken.self)
        #expect(token.roles?.count == 3)
    }

    @Test("A token's claims name its places")
    func claims() throws {
        let value = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.ledger).value
        let parts = value.split(separator: ".")
        #expect(parts.count == 3)
        var payload = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        payload += String(repeating: "=", count: (4 - payload.count % 4) % 4)
        let claims = try JSONDecoder().decode(Claims.self, from: try #require(Data(base64Encoded: String(payload))))
        #expect(claims.permissions.contains("organizationId:\(SandboxPlaces.organization)"))
        #expect(claims.permissions.contains("workspaceId:\(SandboxPlaces.payments)"))
        #expect(claims.permissions.contains("deploymentId:\(SandboxPlaces.ledger)"))
        #expect(claims.iat == Int(SandboxFixture.now.timeIntervalSince1970))
        #expect(claims.exp == nil)
    }

    private struct Claims: Decodable {
        let permissions: [String]
        let iat: Int
        let exp: Int?
    }
}
