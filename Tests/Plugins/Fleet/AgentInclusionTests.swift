import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token … --include-agent-tokens")
struct AgentInclusionTests {
    static let agents = "\(Fixture.root)/deployments/\(Fixture.deployment)/agent-tokens"
    static let agentID = "ctok000000000000000agent1"

    /// An agent token in the API's format.
    static let agent = Fixture.token(agentID, name: "EU agents", home: nil).replacing(#", "roles": []"#, with: "")

    /// A test in which the Deployment's agent tokens are requested, too.
    static func test(_ reply: ScriptedTransport.Reply = .json(Fixture.page("tokens", [agent]))) -> CommandTest {
        var test = Fixture.listing([Fixture.token()])
        test.expect(.get, agents, reply)
        return test
    }

    @Test("sends no extra request without the flag", arguments: ["list", "check", "inspect \(Fixture.id)"])
    func without(line: String) async throws {
        let result = try await Fixture.listing([Fixture.token()]).run("token \(line)")
        #expect(result.requests.count == 3)
        #expect(!result.stdout.contains("EU agents"))
    }

    @Test("lists them after the others, with their Deployment and the word AGENT", arguments: ["csv", "json"])
    func lists(format: String) async throws {
        let line = "token list --include-agent-tokens --fields name,scope,placeName,workspaceName -o \(format)"
        let result = try await Self.test().run(line)
        #expect(result.exitCode == .success, "\(result.stderr)")
        if format == "csv" {
            let rows = "CI deploy,DEPLOYMENT,Production,Analytics\r\nEU agents,AGENT,Production,Analytics\r\n"
            #expect(result.stdout.hasSuffix(rows))
        } else {
            #expect(result.stdout.contains(#""scope": "AGENT""#) && result.stdout.contains(#""totalCount": 2"#))
        }
    }

    @Test(
        "selects them by their Deployment, and requests no unneeded listing",
        arguments: [
            ("--deployment Production", true), ("--workspace Analytics --match 'EU*'", true),
            ("--scope deployment", true), ("--scope organization", false), ("--older-than 9999d", true),
        ])
    func selects(flags: String, asks: Bool) async throws {
        let test = asks ? Self.test() : Fixture.listing([Fixture.token()])
        let result = try await test.run("token list --include-agent-tokens --fields name --no-header \(flags)")
        #expect(result.requests.count == (asks ? 4 : 3))
        #expect(result.stdout.contains("EU agents") == (asks && !flags.contains("older")))
    }

    @Test("leaves out the ones that the server refuses to list, and says so", arguments: [400, 403, 404])
    func refused(status: Int) async throws {
        let result = try await Self.test(.json(#"{"message": "not here"}"#, status: status)).run(
            "token list --include-agent-tokens --fields name --no-header")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "CI deploy\n")
        #expect(result.stderr.contains("warning: the agent tokens of Production are left out: "))
    }

    @Test("fails if the server fails")
    func failed() async throws {
        let result = try await Self.test(.json(#"{"message": "oh"}"#, status: 500)).run(
            "token list --include-agent-tokens")
        #expect(result.exitCode == .failure)
    }

    @Test("says so if no Deployment is known")
    func unknownDeployments() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()])))
        for path in ["deployments", "workspaces"] {
            test.expect(.get, "\(Fixture.root)/\(path)", .json(#"{"message": "no"}"#, status: 403))
        }
        let result = try await test.run("token list --include-agent-tokens")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("agent tokens are left out"))
    }

    @Test("inspects one by its name or ID", arguments: ["'EU agents'", agentID])
    func inspects(word: String) async throws {
        let line = "token inspect \(word) --include-agent-tokens -o json --fields id,placeId"
        let result = try await Self.test().run(line)
        #expect(result.stdout == "{\n  \"id\": \"\(Self.agentID)\",\n  \"placeId\": \"\(Fixture.deployment)\"\n}\n")
    }

    @Test("inspects one by its ID even if the credential may not list the other tokens")
    func inspectsAlone() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(#"{"message": "no"}"#, status: 403))
        test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", [Fixture.place])))
        test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
        test.expect(.get, Self.agents, .json(Fixture.page("tokens", [Self.agent])))
        let result = try await test.run("token inspect \(Self.agentID) --include-agent-tokens -o json --fields name")
        #expect(result.exitCode == .success, "\(result.stderr)")
    }

    @Test("checks them")
    func checks() async throws {
        let result = try await Self.test().run("token check --include-agent-tokens --never-used --match 'EU*'")
        #expect(result.exitCode == .notFound)
        #expect(result.stdout.contains("EU agents") && result.stdout.contains("Production"))
    }

    @Test("reports them with their own total")
    func reports() async throws {
        var test = Self.test()
        test.allowsWriting = true
        let result = try await test.run("token report --to-file out.html --include-agent-tokens")
        let page = try #require(result.files["/work/out.html"])
        #expect(page.contains("<b>1</b> of Agents") && page.contains("EU agents") && page.contains(">AGENT<"))
    }

    @Test("requests the listings of many Deployments, a few at once, and keeps their order")
    func many() async throws {
        let ids = (10..<31).map { "cdep0000000000000000000\($0)" }
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [])))
        let places = ids.map { #"{"id": "\#($0)", "name": "\#($0)", "workspaceId": "\#(Fixture.workspace)"}"# }
        test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", places)))
        test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
        for id in ids {
            let token = Self.agent.replacing(Self.agentID, with: "\(Self.agentID)x\(id.suffix(2))")
            test.expect(
                .get, "\(Fixture.root)/deployments/\(id)/agent-tokens", .json(Fixture.page("tokens", [token])))
        }
        let result = try await test.run("token list --include-agent-tokens --fields placeId --no-header")
        #expect(result.stdout == ids.map { "\($0)\n" }.joined())
    }
}
