import AstroAPI
import AstroSandbox
import Foundation
import Support
import Testing

@testable import Sandbox

/// `astro deployment agent-token` over real HTTP, by the built program.
@Suite("The tokens of Remote Execution agents, by the built program")
struct AgentTokenProgramTests {
    static let old = "ctoken000000000euagents01"
    static let place = "--deployment Production"

    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// Runs a command of the family, which must succeed.
    private func run(_ line: String) async throws -> String {
        try await client.stdout(of: "deployment agent-token \(line)")
    }

    private func ids() async throws -> [String] {
        try await run("list \(Self.place) --fields id --no-header").split(separator: "\n").map(String.init)
    }

    private func file(_ name: String) throws -> String {
        try String(contentsOf: client.home.appending(path: name), encoding: .utf8)
    }

    @Test("list and inspect show them, and no other listing does")
    func reads() async throws {
        #expect(try await ids() == [Self.old])
        let token = try object(try await run("inspect 'EU agents' \(Self.place) -o json"))
        #expect(token["id"] as? String == Self.old && token["placeName"] as? String == "Production")
        #expect(!(try await client.stdout(of: "token list --no-header").contains("EU agents")))
        let rows = try await client.stdout(of: "token list --include-agent-tokens --fields name,scope,placeName -o csv")
        #expect(rows.contains("EU agents,AGENT,Production") && rows.contains("Ledger agents,AGENT,Ledger"))
    }

    @Test("check suggests the command that replaces one")
    func checks() async throws {
        let check = "astro token check --include-agent-tokens --older-than 1d --match 'EU*'"
        let outcome = try await client.shell(check)
        #expect(outcome.exitCode == 4)
        let rotation = "deployment agent-token rotate \(Self.old) --overlap 7d --deployment \(ServedSandbox.production)"
        #expect(outcome.stderr.contains("hint: astro \(rotation)\n"))
    }

    @Test("create delivers the value to a file, and delete asks first")
    func createsAndDeletes() async throws {
        #expect(try await run("create -n New -e 30d \(Self.place) --to-file new") == "")
        #expect(try file("new").split(separator: ".").count == 3)
        let unconfirmed = try await client.shell("astro deployment agent-token delete New \(Self.place)")
        #expect(unconfirmed.exitCode == 5)
        #expect(try await ids().count == 2)
        _ = try await run("delete New --yes \(Self.place)")
        #expect(try await ids() == [Self.old])
    }

    @Test("an overlap is listed and ended on another machine")
    func elsewhere() async throws {
        let other = try sandbox.client()
        _ = try await run("rotate \(Self.old) --overlap 7d \(Self.place) --yes --to-file new")
        let row = try object(try await other.stdout(of: "deployment agent-token overlap list -o jsonl"))
        #expect(row["oldID"] as? String == Self.old && row["scope"] as? String == "agent")
        let new = try #require(row["newID"] as? String)
        _ = try await other.stdout(of: "deployment agent-token overlap finish \(new) --force")
        #expect(try await ids() == [new])
        // The mark stays in the new token's description, but is meaningless now.
        #expect(try await other.stdout(of: "deployment agent-token overlap list --no-header") == "")
    }

    @Test("rotate requires how long the old token works")
    func needsOverlap() async throws {
        // Nobody listens there: a request would end with another code.
        let outcome = try await client.run(
            ["deployment", "agent-token", "rotate", Self.old, "--deployment", ServedSandbox.production, "--yes"],
            extra: ["ASTRO_LOCAL_CORE": "http://127.0.0.1:1"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("missing --overlap"))
    }

    @Test("rotate leaves both tokens, and finish deletes the old one once an agent has used the new one")
    func rotates() async throws {
        _ = try await run("rotate 'EU agents' --overlap 7d --yes \(Self.place) --to-file agent")
        let both = try await ids()
        #expect(both.count == 2 && both.first == Self.old)
        let new = try #require(both.last)
        let record = try file(".astro/overlap/\(new).json")
        #expect(record.contains(#""oldID":"\#(Self.old)""#) && record.contains(#""scope":"agent""#))
        #expect(try await client.stdout(of: "deployment token overlap list --no-header") == "")
        #expect(try await client.stdout(of: "token overlap list --fields newID --no-header") == "\(new)\n")
        _ = try await run("overlap finish \(new) --yes")
        #expect(try await ids() == both)
        // The agent logs in.
        let login = try await client.run(
            ["deployment", "agent-token", "list", "--deployment", ServedSandbox.production],
            extra: ["ASTRO_API_TOKEN": try file("agent"), "ASTRO_ORGANIZATION_ID": SandboxPlaces.organization])
        #expect(login.exitCode == 3)
        _ = try await client.stdout(of: "token overlap finish \(new) --yes")
        #expect(try await ids() == [new])
    }

    @Test("a lost answer to a creation names the token whose value nobody has")
    func lostAnswer() async throws {
        let server = try FaultyServer([.truncated(after: 0)])
        let client = try server.client()
        let deployment = "--deployment \(ServedSandbox.production)"
        let outcome = try await client.shell("astro deployment agent-token create -n New \(deployment)")
        #expect(outcome.exitCode == 8)
        let made = try #require(try server.state.agentTokens?.last)
        #expect(made.token.name == "New")
        #expect(outcome.stderr.contains("nobody has its value"))
        let deletion = "deployment agent-token delete \(made.id) \(deployment)"
        #expect(outcome.stderr.contains("hint: astro \(deletion)\n"))
        _ = try await client.stdout(of: "\(deletion) --yes")
        #expect(try server.state.agentTokens?.contains { $0.id == made.id } == false)
        #expect(try await client.shell("astro deployment agent-token recover --list").stdout.contains("New") == false)
    }
}
