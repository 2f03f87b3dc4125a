import Kernel
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

@Suite("Permissions") struct PermissionTests {
    private let sandbox = SandboxFixture()

    @Test("A Deployment's token creates only tokens of its Deployment")
    func deploymentCreates() throws {
        let credential = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.staging).value
        func status(_ role: String, _ scope: String, _ entity: String) throws -> Int {
            let body = #"{"name":"n","role":"\#(role)","scope":"\#(scope)","entityId":"\#(entity)"}"#
            return try sandbox.call(.post, "/tokens", body: body, credential: credential).status
        }
        #expect(try status("DEPLOYMENT_ADMIN", "DEPLOYMENT", SandboxPlaces.staging) == 200)
        #expect(try status("DEPLOYMENT_ADMIN", "DEPLOYMENT", SandboxPlaces.production) == 403)
        #expect(try status("WORKSPACE_OWNER", "WORKSPACE", SandboxPlaces.analytics) == 403)
        #expect(try status("ORGANIZATION_OWNER", "ORGANIZATION", SandboxPlaces.organization) == 403)
    }

    @Test("A Deployment's token lists only its Deployment's tokens")
    func deploymentLists() throws {
        let own = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.staging)
        let ids = try sandbox.tokens(credential: own.value).map(\.id)
        #expect(ids == ["ctoken0000000000stagingci", own.id])
        let other = "/tokens?deploymentId=\(SandboxPlaces.production)"
        #expect(try sandbox.call(.get, other, credential: own.value).status == 403)
        #expect(try sandbox.call(.get, "/tokens/ctoken00000000000cideploy", credential: own.value).status == 403)
        #expect(try sandbox.call(.get, "/deployments/\(SandboxPlaces.ledger)", credential: own.value).status == 403)
    }

    @Test("A Workspace's owner manages the tokens of its Deployments")
    func workspaceOwner() throws {
        let credential = try sandbox.create("WORKSPACE_OWNER", "WORKSPACE", in: SandboxPlaces.payments).value
        let path = "/tokens/ctoken0000000ledgerexport/rotate"
        #expect(try sandbox.call(.post, path, credential: credential).status == 200)
        let other = "/tokens/ctoken00000000000cideploy"
        #expect(try sandbox.call(.delete, other, credential: credential).status == 403)
    }

    @Test("A role without permissions cannot read or change tokens")
    func member() throws {
        let credential = try sandbox.create("WORKSPACE_MEMBER", "WORKSPACE", in: SandboxPlaces.payments).value
        let path = "/tokens/ctoken0000000ledgerexport"
        #expect(try sandbox.call(.get, path, credential: credential).status == 200)
        #expect(try sandbox.call(.post, path, body: #"{"name":"n"}"#, credential: credential).status == 403)
        #expect(try sandbox.call(.delete, path, credential: credential).status == 403)
    }

    @Test("A Deployment's administrator can give an Organization's token a role in the Deployment only")
    func grant() throws {
        let credential = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.production).value
        let kept = """
            {"entityId": "\(SandboxPlaces.organization)", "entityType": "ORGANIZATION", "role": "ORGANIZATION_MEMBER"},
            {"entityId": "\(SandboxPlaces.analytics)", "entityType": "WORKSPACE", "role": "WORKSPACE_AUTHOR"}
            """
        func status(_ added: String) throws -> Int {
            let path = "/tokens/ctoken0000000000terraform/roles"
            return try sandbox.call(.post, path, body: #"{"roles":[\#(kept)\#(added)]}"#, credential: credential).status
        }
        let viewer =
            #"{"entityId":"\#(SandboxPlaces.production)","entityType":"DEPLOYMENT","role":"DEPLOYMENT_VIEWER"}"#
        let admin = #"{"entityId":"\#(SandboxPlaces.ledger)","entityType":"DEPLOYMENT","role":"DEPLOYMENT_ADMIN"}"#
        #expect(try status("," + viewer) == 200)
        #expect(try status("," + viewer + "," + admin) == 403)
    }

    @Test("Another Organization's data is inaccessible")
    func otherOrganization() throws {
        try sandbox.store.change { $0.organizations.append(Organization(id: "cother", name: "Other")) }
        #expect(try sandbox.call(.get, "/v1/organizations/cother").status == 403)
    }
}
