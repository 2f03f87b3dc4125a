import Foundation
import Testing

/// What lists of the Go CLI have, as recorded from version 1.45.
@Suite("Lists in the form that scripts for the Go CLI parse")
struct CompatibleListTests {
    /// A list of that program: the headings of its table in order, and the keys of a row of its JSON.
    struct Recorded: Sendable {
        let line: String
        let headings: [String]
        var key = ""
        var keys: [String] = []
    }

    static let recorded = [
        Recorded(
            line: "deployment list",
            headings: [
                "NAME", "NAMESPACE", "CLUSTER", "CLOUD PROVIDER", "REGION", "DEPLOYMENT ID", "RUNTIME VERSION",
                "DAG DEPLOY ENABLED", "CI-CD ENFORCEMENT", "DEPLOYMENT TYPE", "REMOTE EXECUTION",
            ], key: "deployments",
            keys: [
                "name", "workspaceName", "namespace", "cloudProvider", "region", "deploymentId", "runtimeVersion",
                "airflowVersion", "isDagDeployEnabled", "isCicdEnforced", "type", "isRemoteExecutionEnabled",
            ]),
        Recorded(line: "deployment list --all", headings: ["NAME", "WORKSPACE", "NAMESPACE", "CLUSTER"]),
        Recorded(
            line: "workspace list", headings: ["NAME", "ID"], key: "workspaces", keys: ["name", "id", "isCurrent"]),
        Recorded(
            line: "organization list", headings: ["NAME", "ID"], key: "organizations",
            keys: ["name", "id", "isCurrent"]
        ),
        Recorded(
            line: "organization token roles ctoken0000000000terraform", headings: ["ENTITY_TYPE", "ENTITY_ID", "ROLE"]),
        Recorded(
            line: "deployment token list --deployment-id cdeployment0000production",
            headings: ["ID", "NAME", "DESCRIPTION", "SCOPE", "DEPLOYMENT ROLE", "CREATED", "CREATED BY"]),
        Recorded(
            line: "workspace token list --workspace-id cworkspace000000analytics",
            headings: ["ID", "NAME", "DESCRIPTION", "SCOPE", "WORKSPACE ROLE", "CREATED", "CREATED BY"]),
        Recorded(
            line: "organization token list",
            headings: ["ID", "NAME", "DESCRIPTION", "SCOPE", "ORGANIZATION ROLE", "CREATED", "CREATED BY"]),
    ]

    func run(_ line: String) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram().shell("astro \(line) --context sandbox")
    }

    @Test("begin with its columns, in its order", arguments: recorded.map(\.line))
    func headings(line: String) async throws {
        let recorded = try #require(Self.recorded.first { $0.line == line })
        let heading = try #require(try await run(line).stdout.split(separator: "\n").first)
        // Columns are separated by at least two spaces, words of a heading by one.
        let found = heading.replacing(#/ {2,}/#, with: "\t").split(separator: "\t").map(String.init)
        #expect(Array(found.prefix(recorded.headings.count)) == recorded.headings)
    }

    @Test("have the columns of the table as CSV", arguments: ["workspace list", "deployment list"])
    func csv(line: String) async throws {
        let table = try await run(line).stdout.split(separator: "\n")[0].replacing(#/ {2,}/#, with: "\t")
        let csv = try #require(try await run("\(line) -o csv").stdout.split(whereSeparator: \.isNewline).first)
        #expect(csv.split(separator: ",").count == table.split(separator: "\t").count)
    }

    @Test("have its keys in JSON, besides the API's", arguments: recorded.filter { !$0.keys.isEmpty }.map(\.line))
    func keys(line: String) async throws {
        let recorded = try #require(Self.recorded.first { $0.line == line })
        let json = try JSONSerialization.jsonObject(with: Data(try await run("\(line) -o json").stdout.utf8))
        let rows = try #require((json as? [String: Any])?[recorded.key] as? [[String: Any]])
        for row in rows {
            #expect(Set(recorded.keys).isSubset(of: row.keys))
            #expect(row["id"] as? String != nil)
        }
    }

    @Test("show the clusters and versions of Deployments in its words")
    func deploymentCells() async throws {
        let lines = try await run("deployment list").stdout.split(separator: "\n").map { line in
            line.replacing(#/ {2,}/#, with: "\t").split(separator: "\t").map(String.init)
        }
        #expect(lines[1][2] == "N/A")
        #expect(lines[1][5] == "cdeployment0000production")
        #expect(lines[1][6] == "3.0-4 (based on Airflow 3.0.2)")
        #expect(lines[0].last == "STATUS" && lines[1].last == "HEALTHY")
    }

    @Test("are the same with -o text, and never cut in a pipe")
    func text() async throws {
        let table = try await run("deployment list").stdout
        #expect(try await run("deployment list -o text").stdout == table)
        #expect(try await BuiltProgram().shell("COLUMNS=20 astro deployment list --context sandbox").stdout == table)
    }

    @Test("answer templates with an alternative", arguments: ["--template '{{.x}}'", "-o template"])
    func templates(words: String) async throws {
        let outcome = try await run("workspace list \(words)")
        #expect(outcome.exitCode == 2)
        for name in ["-o json", "--fields", "--jq"] { #expect(outcome.stderr.contains(name)) }
    }

    @Test("can be sorted, limited and matched")
    func rows() async throws {
        let line = "deployment list --all --sort name:desc --limit 2 --match '*g*' --fields name --no-header"
        #expect(try await run(line).stdout == "Staging\nLedger\n")
        let bad = try await run("deployment list --sort nmae")
        #expect(bad.exitCode == 2)
        #expect(bad.stderr.contains("unknown field 'nmae'"))
        #expect(try await run("deployment list --sort name:up").exitCode == 2)
        #expect(try await run("deployment list --limit 0").exitCode == 2)
    }
}
