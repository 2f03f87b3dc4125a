#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroSandbox
import Kernel
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Sandbox

@Suite("A plugin that extends the sandbox")
struct SandboxExtensionTests {
    private let sandbox = SandboxFixture(plugins: [VariablesPlugin.self])
    private let variables = "/deployments/\(SandboxPlaces.production)/variables"

    @Test("finds its seed and its changes with --context sandbox, and its seed again after a reset")
    func commands() async throws {
        var test = CommandTest(.astro, VariablesPlugin.self, SandboxPlugin.self)
        test.variables = ["ASTRO_DOMAIN": "sandbox"]
        test.allowsWriting = true
        let list = "variable list \(SandboxPlaces.production) -o csv --no-header"
        let first = try await test.run(list)
        #expect(first.stdout == "LOG_LEVEL,INFO\r\n", "\(first.stderr)")
        let change = try await test.run("variable set \(SandboxPlaces.production) REGION eu")
        #expect(change.exitCode == .success, "\(change.stderr)")
        test.files = change.files
        #expect(try await test.run(list).stdout == "LOG_LEVEL,INFO\r\nREGION,eu\r\n")
        test.files = try await test.run("sandbox reset").files
        #expect(try await test.run(list).stdout == "LOG_LEVEL,INFO\r\n")
    }

    @Test("gets the requested page")
    func pages() throws {
        for key in ["A", "B"] {
            #expect(try sandbox.call(.put, "\(variables)/\(key)", body: #"{"value": "1"}"#).status == 200)
        }
        let page = try sandbox.call(.get, variables + "?offset=1&limit=1").decoded(Page<Variable>.self)
        #expect(page.totalCount == 3)
        #expect(page.items.map(\.key) == ["A"])
        #expect(try sandbox.call(.get, variables + "?limit=x").status == 400)
    }

    @Test("keeps its state across processes, and separate from the sandbox's own")
    func state() throws {
        #expect(try sandbox.call(.delete, variables + "/LOG_LEVEL").status == 204)
        let other = SandboxAPI(
            SandboxStore(folder: sandbox.folder, files: LocalFileSystem()), plugins: [VariablesPlugin.self])
        let page = try other.respond(to: sandbox.request(.get, variables)).decoded(Page<Variable>.self)
        #expect(page.items.isEmpty)
        #expect(try sandbox.tokens().count == 12)
    }

    @Test("leaves the state alone if a change is refused")
    func refusedChange() throws {
        let before = try sandbox.store.read().parts
        #expect(try sandbox.call(.delete, variables + "/NONE").status == 404)
        #expect(try sandbox.store.read().parts == before)
    }

    @Test("answers only a credential whose roles reach the place")
    func permissions() throws {
        #expect(try sandbox.call(.get, variables, credential: "nonsense").status == 401)
        #expect(try sandbox.call(.get, "/deployments/cnone/variables").status == 404)
        let elsewhere = try sandbox.create("DEPLOYMENT_ADMIN", "DEPLOYMENT", in: SandboxPlaces.ledger).value
        #expect(try sandbox.call(.get, variables, credential: elsewhere).status == 403)
        let viewer = try sandbox.create("DEPLOYMENT_VIEWER", "DEPLOYMENT", in: SandboxPlaces.production).value
        #expect(try sandbox.call(.get, variables, credential: viewer).status == 200)
        #expect(try sandbox.call(.delete, variables + "/LOG_LEVEL", credential: viewer).status == 403)
    }

    @Test("checks places in the query or the body like those in the path")
    func placesElsewhere() throws {
        func move(_ deployment: String, _ workspace: String = SandboxPlaces.analytics, by credential: String? = nil)
            throws -> Int
        {
            let body = #"{"workspaceId": "\#(workspace)", "deploymentId": "\#(deployment)"}"#
            return try sandbox.call(.post, "/settings", body: body, credential: credential).status
        }
        #expect(try sandbox.call(.get, "/settings?deploymentId=cnone").status == 404)
        #expect(try sandbox.call(.get, "/settings?deploymentId=\(SandboxPlaces.staging)").status == 200)
        let before = try sandbox.store.read().parts
        #expect(try move("cnone") == 404)
        #expect(try move(SandboxPlaces.staging, "cnone") == 404)
        let viewer = try sandbox.create("ORGANIZATION_MEMBER", "ORGANIZATION", in: SandboxPlaces.organization).value
        #expect(try move(SandboxPlaces.staging, by: viewer) == 403)
        #expect(try sandbox.store.read().parts == before)
        #expect(try move(SandboxPlaces.staging) == 200)
    }

    @Test("refuses another method, and names those of every plugin and the sandbox")
    func methods() throws {
        let refusal = try sandbox.call(.post, variables + "/LOG_LEVEL", body: "{}")
        #expect(refusal.status == 405)
        #expect(refusal.headers["Allow"] == "PUT, DELETE")
    }

    @Test(
        "refuses an unreadable body, and names the field",
        arguments: [("{}", ["value"]), (#"{"value": 1}"#, ["value"]), ("{", []), ("", [])])
    func bodies(body: String, fields: [String]) throws {
        let refusal = try sandbox.call(.put, variables + "/KEY", body: body)
        #expect(refusal.status == 400)
        #expect(try refusal.refusedFields() == fields)
    }

    @Test("says how to start over if its state has another format")
    func otherShape() throws {
        try sandbox.store.change { $0.parts = ["variables": "a text"] }
        let answer = try sandbox.call(.get, variables)
        #expect(answer.status == 500)
        #expect(try answer.decoded(ErrorBody.self).message.contains("(try: sandbox reset)"))
    }
}
