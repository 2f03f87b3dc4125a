import Kernel
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

@Suite("Listing") struct TokenListingTests {
    private let sandbox = SandboxFixture()

    @Test("The seed is a dozen tokens with unique IDs")
    func seed() throws {
        let tokens = try sandbox.tokens()
        #expect(tokens.count == 12)
        #expect(Set(tokens.map(\.id)).count == 12)
        #expect(tokens.allSatisfy { $0.id.wholeMatch(of: /c[a-z0-9]{24}/) != nil && $0.token == nil })
        #expect(Set(tokens.map(\.scope)) == [.deployment, .workspace, .organization])
    }

    @Test("A Deployment's list has every token with a role there, whatever its scope")
    func deployment() throws {
        let tokens = try sandbox.tokens("?deploymentId=\(SandboxPlaces.production)")
        #expect(tokens.first?.name == "CI deploy")
        #expect(tokens.filter { $0.name == "Airflow sync" }.count == 2)
        #expect(tokens.map(\.name).suffix(2) == ["Analytics bot", "Terraform"])
        #expect(tokens.count == 8)
    }

    @Test("A Workspace's list has the tokens with a role in it")
    func workspace() throws {
        let names = try sandbox.tokens("?workspaceId=\(SandboxPlaces.analytics)").map(\.name)
        #expect(names == ["Analytics bot", "Dashboard reader", "Terraform"])
    }

    @Test("A list can be limited to the Organization's tokens or to one kind")
    func filters() throws {
        let organization = try sandbox.tokens("?includeOnlyOrganizationTokens=true").map(\.name)
        #expect(organization == ["Terraform", "Sandbox owner"])
        #expect(try sandbox.tokens("?kind=DIRECT_ACCESS").map(\.name) == ["Metrics reader"])
    }

    @Test("Pages divide the list without a gap and count all of it")
    func pages() throws {
        let all = try sandbox.tokens()
        let page = try sandbox.call(.get, "/tokens?limit=5&offset=5").decoded(Page<APIToken>.self)
        #expect(page.items == Array(all[5..<10]))
        #expect(page.totalCount == 12)
        #expect(page.limit == 5)
        #expect(page.offset == 5)
        #expect(try sandbox.tokens("?limit=0").isEmpty)
        #expect(try sandbox.tokens("?offset=12").isEmpty)
    }

    @Test("Without a limit a page has twenty tokens")
    func standardPage() throws {
        try sandbox.store.reset(extraTokens: 30)
        let page = try sandbox.call(.get, "/tokens").decoded(Page<APIToken>.self)
        #expect(page.items.count == 20)
        #expect(page.totalCount == 42)
    }

    @Test(
        "Later sort keys break ties of earlier ones",
        arguments: ["sorts=name:desc&sorts=createdAt:desc", "sorts=name:desc,createdAt:desc"])
    func sorts(query: String) throws {
        let tokens = try sandbox.tokens("?" + query)
        #expect(tokens.map(\.name) == tokens.map(\.name).sorted(by: >))
        let twins = tokens.filter { $0.name == "Airflow sync" }.map(\.id)
        #expect(twins == ["ctoken0000000airflowsync2", "ctoken0000000airflowsync1"])
    }

    @Test("Equal tokens stay in creation order")
    func stableSort() throws {
        let twins = try sandbox.tokens("?sorts=name:desc").filter { $0.name == "Airflow sync" }.map(\.id)
        #expect(twins == ["ctoken0000000airflowsync1", "ctoken0000000airflowsync2"])
    }

    @Test(
        "Deployments are found by ID, Workspace or name",
        arguments: [
            ("", ["Production", "Staging", "Ledger"]),
            ("?workspaceIds=\(SandboxPlaces.payments)", ["Ledger"]),
            ("?deploymentIds=\(SandboxPlaces.staging)&deploymentIds=\(SandboxPlaces.ledger)", ["Staging", "Ledger"]),
            ("?deploymentIds=\(SandboxPlaces.staging),\(SandboxPlaces.ledger)", ["Staging", "Ledger"]),
            ("?names=Prod%75ction", ["Production"]),
            ("?names=Staging%2CLedger", []),
        ])
    func deployments(query: String, names: [String]) throws {
        let page = try sandbox.call(.get, "/deployments" + query).decoded(Page<Deployment>.self)
        #expect(page.items.map(\.name) == names)
    }

    @Test("Workspaces and Organizations are listed and found")
    func places() throws {
        let workspaces = try sandbox.call(.get, "/workspaces?names=Payments").decoded(Page<Workspace>.self)
        #expect(workspaces.items.map(\.id) == [SandboxPlaces.payments])
        #expect(try sandbox.call(.get, "").decoded(Organization.self).name == "Acme")
        let ledger = try sandbox.call(.get, "/deployments/\(SandboxPlaces.ledger)").decoded(Deployment.self)
        #expect(ledger.workspaceName == "Payments")
    }
}
