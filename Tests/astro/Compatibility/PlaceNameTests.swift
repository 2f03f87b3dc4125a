import Foundation
import Testing

/// Names in place of IDs, with the spellings of both versions of the Go CLI, against `sandbox serve`.
@Suite("A place by its name, by the built program")
struct PlaceNameTests {
    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// The cost of each spelling of a place: the requests of one listing of its tokens.
    static let spellings: [(words: String, variables: [String: String], requests: [String])] = [
        ("deployment token list --deployment-id cdeployment0000production", [:], ["tokens"]),
        ("deployment token list --deployment CDEPLOYMENT0000PRODUCTION", [:], ["tokens"]),
        ("deployment token list --deployment=Production", [:], ["deployments", "tokens"]),
        ("deployment token list --deployment-id Production", [:], ["deployments", "tokens"]),
        ("deployment token list", ["ASTRO_DEPLOYMENT_ID": "cdeployment0000production"], ["tokens"]),
        ("deployment token list", ["ASTRO_DEPLOYMENT_ID": "Production"], ["deployments", "tokens"]),
        (
            "deployment token list --deployment Production --workspace-id cworkspace000000analytics", [:],
            ["deployments", "tokens"]
        ),
        (
            "deployment token list --deployment Production --workspace Analytics", [:],
            ["workspaces", "deployments", "tokens"]
        ),
        ("workspace token list --workspace-id cworkspace000000analytics", [:], ["tokens"]),
        ("workspace token list --workspace Analytics", [:], ["workspaces", "tokens"]),
        ("workspace token list", ["ASTRO_WORKSPACE_ID": "Analytics"], ["workspaces", "tokens"]),
        ("organization token list --organization-id corganization00000000acme", [:], ["tokens"]),
        ("organization token list --organization Acme", [:], ["organizations", "tokens"]),
        ("organization token list", ["ASTRO_ORGANIZATION_ID": "Acme"], ["organizations", "tokens"]),
        ("deployment list --workspace-id Payments", [:], ["workspaces", "deployments"]),
        ("deployment inspect production-is-no-name || astro deployment inspect Ledger", [:], ["deployments"]),
        ("api 'organizations/{organizationId}/tokens' --organization Acme", [:], ["organizations", "tokens"]),
        (
            "api 'organizations/{organizationId}/deployments/{deploymentId}' --deployment-id Ledger", [:],
            ["deployments", "cdeployment00000000ledger"]
        ),
    ]

    @Test("costs one listing, and by an ID in any case it costs nothing", arguments: spellings.indices)
    func requests(index: Int) async throws {
        let spelling = Self.spellings[index]
        let outcome = try await client.shell("astro \(spelling.words) --verbosity debug", extra: spelling.variables)
        #expect(outcome.exitCode == 0, "\(spelling.words): \(outcome.stderr)")
        let sent = outcome.requests
        #expect(Array(sent.prefix(spelling.requests.count)) == spelling.requests, "\(spelling.words)")
    }

    @Test("that doesn't exist is exit 4 with the nearest name, before any change is requested")
    func unknown() async throws {
        for line in [
            "deployment token rotate ctoken00000000000cideploy --deployment Prodction -y",
            "workspace token list --workspace Analytcs", "organization token list --organization Acmee",
        ] {
            let outcome = try await client.shell("astro \(line) --verbosity debug")
            #expect(outcome.exitCode == 4, "\(line)")
            #expect(outcome.stderr.contains("hint: did you mean '"), "\(outcome.stderr)")
            #expect(outcome.requests.count == 1, "\(outcome.stderr)")
        }
    }

    @Test(
        "that is odd is searched for, and never sent in a path",
        arguments: [
            "a/b", "..", "../../evil", "%2e%2e", "two  words", "line\nbreak", String(repeating: "n", count: 300),
        ])
    func odd(name: String) async throws {
        for words in [
            ["deployment", "token", "list", "--deployment", name], ["workspace", "token", "list", "--workspace", name],
            ["organization", "token", "list", "--organization", name],
            ["organization", "token", "roles", name], ["deployment", "inspect", name],
        ] {
            let outcome = try await client.run(words + ["--verbosity", "debug"])
            #expect(outcome.exitCode == 4, "\(words): \(outcome.stderr)")
            #expect(!outcome.stderr.contains("evil/"))
            #expect(
                outcome.requests.allSatisfy { ["deployments", "workspaces", "organizations", "tokens"].contains($0) })
        }
    }

    @Test("is in messages about it, with its ID, and its beginning is enough for a suggestion")
    func told() async throws {
        let program = try BuiltProgram()
        let outcome = try await program.shell(
            "astro deployment token rotate ci --deployment Production --yes --context sandbox")
        #expect(outcome.exitCode == 4)
        #expect(
            outcome.stderr.contains("no token in the Deployment Production (cdeployment0000production) is named 'ci'"))
        #expect(outcome.stderr.contains("did you mean 'CI deploy'?"))
        let place = try await program.shell("astro deployment token list --deployment prod --context sandbox")
        #expect(place.stderr.contains("did you mean 'Production'?"))
    }

    @Test("that is empty is a usage error", arguments: ["--deployment", "--workspace", "--organization"])
    func empty(option: String) async throws {
        let outcome = try await client.run(["deployment", "token", "list", option, ""])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("must not be empty"), "\(outcome.stderr)")
    }

    @Test("works in organization switch for both places, with -w as before")
    func switching() async throws {
        for option in ["-w Payments", "--workspace-id cworkspace0000000payments", "--workspace Payments"] {
            let outcome = try await client.shell("astro organization switch Acme \(option)")
            #expect(outcome.exitCode == 0, "\(outcome.stderr)")
            let config = try String(contentsOf: client.home.appending(path: ".astro/config.yaml"), encoding: .utf8)
            #expect(config.contains("workspace: cworkspace0000000payments"))
        }
    }

    @Test("is shown in help, but older spellings are not")
    func help() async throws {
        for line in ["deployment token rotate", "workspace token delete", "context delete", "organization switch"] {
            let help = try await client.stdout(of: "help \(line)")
            for old in ["--force", "-f,", "-id "] { #expect(!help.contains(old), "\(line): \(old)") }
            #expect(help.contains("--organization NAME_OR_ID"))
        }
        #expect(try await client.stdout(of: "deployment token rotate --help").contains("-y, --yes"))
    }
}
