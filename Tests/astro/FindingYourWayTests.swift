import Foundation
import Testing

/// Each command that finds a place, against `sandbox serve`, by the built program, as a table and as JSON.
@Suite("Organizations, Workspaces and Deployments over HTTP, by the built program")
struct FindingYourWayTests {
    private let sandbox: ServedSandbox
    let client: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    private func run(_ line: String) async throws -> String { try await client.stdout(of: line) }

    static let lists = [
        ("organization list", "organizations", ["corganization00000000acme"]),
        ("workspace list", "workspaces", ["cworkspace000000analytics", "cworkspace0000000payments"]),
        (
            "deployment list --all", "deployments",
            ["cdeployment0000production", "cdeployment0000000staging", "cdeployment00000000ledger"]
        ),
        ("deployment list --workspace cworkspace0000000payments", "deployments", ["cdeployment00000000ledger"]),
    ]

    @Test("list as a table and as JSON", arguments: lists)
    func listing(line: String, key: String, ids: [String]) async throws {
        let table = try await run("\(line) --fields id --no-header")
        #expect(table.split(separator: "\n").map(String.init) == ids)
        let json = try object(try await run("\(line) --json"))
        #expect((json[key] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ids)
        #expect(json["totalCount"] as? Int == ids.count)
    }

    @Test("inspect as a table, as JSON, and as a single value")
    func inspect() async throws {
        #expect(try await run("deployment inspect -n Ledger -o table").contains("solar-flare-3150"))
        let json = try object(try await run("deployment inspect CDEPLOYMENT00000000LEDGER --json"))
        let configuration = (json["deployment"] as? [String: Any])?["configuration"] as? [String: Any]
        #expect(configuration?["workspace_name"] as? String == "Payments")
        #expect(
            try await run("deployment inspect cdeployment00000000ledger --key metadata.workspace_id")
                == "cworkspace0000000payments\n")
    }

    @Test("switch changes the place that other commands work in, in a private file")
    func switches() async throws {
        let table = try await run("workspace switch Payments")
        #expect(table == "")
        #expect(try await run("deployment list --fields id --no-header") == "cdeployment00000000ledger\n")
        let json = try object(try await run("organization switch Acme -w cworkspace000000analytics --json"))
        #expect(json["id"] as? String == "corganization00000000acme")
        #expect(try await run("deployment list --fields id --no-header").split(separator: "\n").count == 2)
        let path = client.home.appending(path: ".astro/config.yaml").path()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("eyJ"))
    }

    @Test("switch works in the embedded sandbox")
    func embedded() async throws {
        let program = try BuiltProgram()
        let switched = try await program.run(["workspace", "switch", "Payments", "--context", "sandbox"])
        #expect(switched.exitCode == 0, "\(switched.stderr)")
        let list = try await program.run(
            ["deployment", "list", "--context", "sandbox", "--fields", "id", "--no-header"])
        #expect(list.stdout == "cdeployment00000000ledger\n")
    }

    @Test("api reads, changes, pages and refuses")
    func api() async throws {
        let base = "'organizations/{organizationId}/tokens'"
        let one = try object(try await run("api organizations"))
        #expect(one["totalCount"] as? Int == 1)
        let made = try object(
            try await run(
                "api \(base) -f name=raw -f scope=ORGANIZATION -f role=ORGANIZATION_MEMBER -F tokenExpiryPeriodInDays=30"
            ))
        let id = try #require(made["id"] as? String)
        let all = try object(try await run("api \(base) --paginate -F limit=2"))
        let tokens = try #require(all["tokens"] as? [[String: Any]])
        #expect(tokens.count == all["totalCount"] as? Int && tokens.count > 10)
        #expect(tokens.contains { $0["id"] as? String == id })
        let lines = try await run("api \(base) --paginate -f limit=5 -o jsonl").split(separator: "\n")
        #expect(lines.count == (tokens.count + 4) / 5)
        let path = "organizations/corganization00000000acme/tokens/\(id)"
        #expect(try await run("api DELETE \(path) -i").hasPrefix("HTTP 204\n"))
        let gone = try await client.shell("astro api /v1/\(path)")
        #expect(gone.exitCode == 4)
        #expect(try object(gone.stdout)["statusCode"] as? Int == 404)
        #expect(gone.stderr.contains("request ID: "))
        let refused = try await client.shell(
            "ASTRO_API_TOKEN=eyJhbGciOiJub25lIn0.e30.b astro api \(base) --organization corganization000000000000")
        #expect(refused.exitCode == 3)
        #expect(refused.stdout.contains("401"))
    }

    @Test("api sends stdin as the body")
    func apiInput() async throws {
        let body = #"{"name": "from stdin", "scope": "ORGANIZATION", "role": "ORGANIZATION_MEMBER"}"#
        let outcome = try await client.run(
            ["api", "organizations/{organizationId}/tokens", "--input", "-"], input: body)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(try object(outcome.stdout)["name"] as? String == "from stdin")
    }
}
