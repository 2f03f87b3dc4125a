import Foundation
import Kernel
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Tokens

@Suite("The requests of the token commands match the API description")
struct RequestConformanceTests {
    /// A command line and its answers.
    struct Run: Sendable, CustomTestStringConvertible {
        var family = "deployment token"
        let line: String
        var variables: [String: String] = [:]
        var input: [String] = []
        var terminal: Int?
        let exchanges: [ScriptedTransport.Exchange]

        var testDescription: String { "\(family) \(line)" }
    }

    private static let document = Result { try OpenAPIDocument(fixture: "astro-v1.openapi.json") }

    private static let deployment = "--deployment \(Fixture.deployment)"
    private static let path = "\(Fixture.tokens)/\(Fixture.id)"
    private static let everyScope = [
        Fixture.token(), Fixture.token("ctok2", name: "w", scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin]),
    ]
    private static let list = ScriptedTransport.Exchange(.get, Fixture.tokens, .json(Fixture.page(everyScope)))
    private static let show = ScriptedTransport.Exchange(.get, path, .json(Fixture.token()))
    private static let rotate = ScriptedTransport.Exchange(.post, "\(path)/rotate", .json(Fixture.token(value: "v")))
    private static let create = ScriptedTransport.Exchange(.post, Fixture.tokens, .json(Fixture.token(value: "v")))
    private static let update = ScriptedTransport.Exchange(.post, path, .json(Fixture.token()))
    private static let roles = ScriptedTransport.Exchange(.post, "\(path)/roles", .json("{}"))
    private static let delete = ScriptedTransport.Exchange(.delete, path, .json("", status: 204))
    private static let deployments = ScriptedTransport.Exchange(
        .get, "/v1/organizations/\(Fixture.organization)/deployments",
        .json(
            """
            {"limit": 1000, "offset": 0, "totalCount": 1, "deployments": [{"id": "\(Fixture.deployment)", "name": "d",
            "namespace": "n", "status": "HEALTHY", "workspaceId": "\(Fixture.workspace)"}]}
            """))

    static let reading = [
        Run(line: "list \(deployment)", exchanges: [list]),
        Run(line: "check \(deployment)", exchanges: [list]),
        Run(line: "ls \(deployment) --json --fields id,name", exchanges: [list]),
        Run(line: "list", variables: ["ASTRO_DEPLOYMENT_ID": Fixture.deployment], exchanges: [list]),
        Run(line: "list", input: ["1"], terminal: 80, exchanges: [deployments, list]),
        Run(
            line: "list --workspace \(Fixture.workspace)", input: ["1"], terminal: 80,
            exchanges: [deployments, list]),
    ]
    static let creating = [
        Run(line: "create -n a -r DEPLOYMENT_ADMIN \(deployment)", exchanges: [create]),
        Run(line: "create -n a -d '' -r custom -e 1 --kind standard -c \(deployment)", exchanges: [create]),
        Run(
            line: "cr -n 'ü/\"\\\\ 🎉' -d note -r custom -e 3650 --kind direct-access --json \(deployment)",
            exchanges: [create]),
        Run(line: "create \(deployment)", input: ["a", "1"], exchanges: [list, create]),
    ]
    static let rotating = [
        Run(line: "rotate \(Fixture.id) -f \(deployment)", exchanges: [show, rotate]),
        Run(line: "rotate \(Fixture.id.uppercased()) -fc \(deployment)", exchanges: [show, rotate]),
        Run(line: "ro -t 'CI deploy' -f \(deployment)", exchanges: [list, rotate]),
        Run(line: "rotate \(deployment)", input: ["1", "y"], terminal: 80, exchanges: [list, showDeployment, rotate]),
    ]
    static let updating = [
        Run(line: "update \(Fixture.id) -n new \(deployment)", exchanges: [show, update]),
        Run(line: "update \(Fixture.id) -d '' \(deployment)", exchanges: [show, update]),
        Run(line: "update \(Fixture.id) -r custom \(deployment)", exchanges: [show, roles]),
        Run(line: "up -t 'CI deploy' -n new -d note -r custom \(deployment)", exchanges: [list, update, roles]),
    ]
    static let deleting = [
        Run(line: "delete \(Fixture.id) -f \(deployment)", exchanges: [show, delete]),
        Run(line: "de -t 'CI deploy' \(deployment)", input: ["y"], exchanges: [list, delete]),
        Run(
            line: "delete -t w -f \(deployment)",
            exchanges: [list, ScriptedTransport.Exchange(.post, "\(Fixture.tokens)/ctok2/roles", .json("{}"))]),
    ]

    private static let showAgent = ScriptedTransport.Exchange(.get, AgentTokenTests.old, .json(AgentTokenTests.token()))
    private static let listAgents = ScriptedTransport.Exchange(
        .get, AgentTokenTests.tokens, .json(Fixture.page([AgentTokenTests.token()])))
    private static let createAgent = ScriptedTransport.Exchange(.post, AgentTokenTests.tokens, AgentTokenTests.created)
    private static let deleteAgent = ScriptedTransport.Exchange(.delete, AgentTokenTests.old, AgentTokenTests.deleted)

    /// The calls that find, create and delete an agent token.
    static let agents = [
        Run(family: AgentTokenTests.group, line: "list \(deployment)", exchanges: [listAgents]),
        Run(
            family: AgentTokenTests.group, line: "inspect 'EU agents' \(deployment)",
            exchanges: [listAgents, showDeployment]),
        Run(family: AgentTokenTests.group, line: "create -n a -d '' -e 3650 \(deployment)", exchanges: [createAgent]),
        Run(family: AgentTokenTests.group, line: "create -n a \(deployment)", exchanges: [createAgent]),
        Run(
            family: AgentTokenTests.group, line: "rotate \(Fixture.id) -f --overlap 1d \(deployment)",
            exchanges: [showAgent, listAgents, createAgent]),
        Run(
            family: AgentTokenTests.group, line: "delete -t 'EU agents' -f \(deployment)",
            exchanges: [listAgents, deleteAgent]),
    ]

    private static let workspace = "--workspace \(Fixture.workspace)"
    private static let guest = Fixture.token(scope: "ORGANIZATION", roles: [Fixture.billing, Fixture.member])
    private static let showGuest = ScriptedTransport.Exchange(.get, path, .json(guest))
    private static let showDeployment = ScriptedTransport.Exchange(
        .get, "/v1/organizations/\(Fixture.organization)/deployments/\(Fixture.deployment)",
        .json(
            #"{"id": "d", "name": "d", "namespace": "n", "status": "HEALTHY", "workspaceId": "\#(Fixture.workspace)"}"#)
    )
    private static let guests = ScriptedTransport.Exchange(
        .get, Fixture.tokens,
        .json(Fixture.page([Fixture.token("ctok2", name: "w", scope: "WORKSPACE", roles: [Fixture.member])])))
    private static let workspaces = ScriptedTransport.Exchange(
        .get, "/v1/organizations/\(Fixture.organization)/workspaces",
        .json(
            """
            {"limit": 1000, "offset": 0, "totalCount": 1, "workspaces": [{"id": "\(Fixture.workspace)", "name": "w",
            "organizationId": "\(Fixture.organization)"}]}
            """))

    static let widerScopes = [
        Run(family: "workspace token", line: "list \(workspace)", exchanges: [list]),
        Run(family: "workspace token", line: "list", input: ["1"], terminal: 80, exchanges: [workspaces, list]),
        Run(family: "workspace token", line: "create -n a -r WORKSPACE_OWNER \(workspace)", exchanges: [create]),
        Run(family: "organization token", line: "list", exchanges: [list]),
        Run(family: "organization token", line: "create -n a -r ORGANIZATION_OWNER -e 30", exchanges: [create]),
        Run(family: "organization token", line: "roles \(Fixture.id)", exchanges: [showGuest]),
        Run(family: "organization token", line: "rotate \(Fixture.id) -f", exchanges: [showGuest, rotate]),
        Run(
            family: "workspace token organization-token", line: "update \(Fixture.id) -r custom \(workspace)",
            exchanges: [showGuest, roles]),
        Run(
            family: "deployment token organization-token", line: "add \(Fixture.id) -r custom \(deployment)",
            exchanges: [showGuest, roles]),
        Run(
            family: "deployment workspace-token", line: "add -n w -r custom \(deployment)",
            exchanges: [
                showDeployment, guests, ScriptedTransport.Exchange(.post, "\(Fixture.tokens)/ctok2/roles", .json("{}")),
            ]),
    ]

    @Test(
        "Each request is documented, with query and body",
        arguments: reading + creating + rotating + updating + deleting + widerScopes + agents)
    func conformance(run: Run) async throws {
        var test = Fixture.test()
        test.variables.merge(run.variables) { $1 }
        test.input = run.input
        test.terminal = run.terminal
        test.exchanges = run.exchanges
        // An overlap is recorded.
        test.allowsWriting = run.family == AgentTokenTests.group
        let result = try await test.run("\(run.family) \(run.line)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.count == run.exchanges.count)
        let document = try Self.document.get()
        for request in result.requests { #expect(document.problems(in: request) == []) }
        let changes = result.requests.filter { $0.method != .get }.count
        #expect(result.audit.filter { $0.contains(#""outcome":"begun""#) }.count == changes)
        #expect(result.audit.filter { $0.contains(#""outcome":"done""#) }.count == changes)
        #expect(result.audit.allSatisfy { $0.contains(#""name":"#) })
    }

    @Test("Together they use every token call of the API")
    func everyCall() throws {
        let runs = Self.reading + Self.creating + Self.rotating + Self.updating + Self.deleting
        let verbs = Set(runs.map { $0.line.prefix { $0 != " " } })
        let names = (TokensPlugin.mounts.first?.commands ?? []).map { $0.configuration }.filter { $0.effect != .local }
            .map(\.name)
        #expect(verbs.isSuperset(of: names.map { $0[...] }))
    }

    @Test("A request with an undocumented field fails the test")
    func plantedFault() async throws {
        var test = Fixture.test()
        test.exchanges = [Self.create]
        let result = try await test.run("deployment token create -n a -r b \(Self.deployment)")
        var request = try #require(result.requests.first)
        request.body = Data(request.bodyText.replacing("{", with: #"{"colour":"red","#, maxReplacements: 1).utf8)
        #expect(try Self.document.get().problems(in: request) == ["body.colour is not described"])
    }
}
