import Kernel
import KernelTesting
import Testing

@testable import Places

@Suite("astro deployment list and inspect")
struct DeploymentTests {
    let fixture = PlacesFixture.self

    private func listing(_ query: String, _ deployments: [String]? = nil) -> CommandTest {
        var test = fixture.inOrganization()
        let all = deployments ?? [fixture.deploymentJSON(fixture.deployment, "Production")]
        test.expect(.get, "\(fixture.base)/deployments?\(query)limit=1000&offset=0", fixture.page("deployments", all))
        return test
    }

    private func showing() -> CommandTest {
        var test = fixture.inOrganization()
        test.expect(
            .get, "\(fixture.base)/deployments/\(fixture.deployment)",
            .json(fixture.deploymentJSON(fixture.deployment, "Production")))
        return test
    }

    @Test("list shows the whole Organization's Deployments without a Workspace", arguments: ["list", "ls"])
    func wholeOrganization(verb: String) async throws {
        let result = try await listing("").run("de \(verb)")
        let lines = result.stdout.split(separator: "\n")
        #expect(
            lines[0].split(separator: " ").joined(separator: " ")
                == "NAME NAMESPACE CLUSTER CLOUD PROVIDER REGION DEPLOYMENT ID RUNTIME VERSION DAG DEPLOY ENABLED "
                + "CI-CD ENFORCEMENT DEPLOYMENT TYPE REMOTE EXECUTION STATUS")
        #expect(lines[1].hasPrefix("Production  n-1"))
    }

    @Test("list uses the Workspace of the flag, the variable or the context")
    func oneWorkspace() async throws {
        let query = "workspaceIds=\(fixture.second)&"
        let flag = try await listing(query).run("deployment list --workspace \(fixture.second.uppercased())")
        #expect(flag.exitCode == .success)
        var test = listing(query)
        test.variables["ASTRO_WORKSPACE_ID"] = fixture.second
        #expect(try await test.run("deployment list").exitCode == .success)
        test = listing(query)
        test.files[fixture.home] = "contexts:\n  astronomer_io:\n    workspace: \(fixture.second)\n"
        #expect(try await test.run("deployment list").exitCode == .success)
    }

    @Test("list --all shows every Workspace's Deployments")
    func all() async throws {
        var test = listing("")
        test.variables["ASTRO_WORKSPACE_ID"] = fixture.second
        #expect(try await test.run("deployment list --all").exitCode == .success)
    }

    @Test("an empty Workspace says how to see more")
    func empty() async throws {
        let result = try await listing("workspaceIds=\(fixture.first)&", []).run(
            "deployment list --workspace-id \(fixture.first)")
        #expect(result.stdout.hasPrefix("NAME  NAMESPACE"))
        #expect(result.stderr.contains("--all lists those of all Workspaces"))
    }

    @Test("list supports every format")
    func formats() async throws {
        let csv = try await listing("").run("deployment list -o csv --fields id,isCicdEnforced")
        #expect(csv.stdout == "id,isCicdEnforced\r\n\(fixture.deployment),false\r\n")
        let json = try await listing("").run("deployment list --json --fields name")
        #expect(json.stdout.contains("\"name\": \"Production\"\n"))
        #expect(json.stdout.contains(#""totalCount": 1"#))
    }

    @Test("inspect shows the basic facts, one per line")
    func inspect() async throws {
        let result = try await showing().run("deployment inspect \(fixture.deployment) -o table")
        let facts = result.stdout.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(facts.contains("STATUS HEALTHY"))
        #expect(facts.contains("CI-CD ENFORCEMENT false"))
        let json = try await showing().run("de in \(fixture.deployment) --json --fields status")
        #expect(json.stdout == "{\n  \"status\": \"HEALTHY\"\n}\n")
    }

    @Test(
        "--key shows one value, by its name in the API or in a deployment file",
        arguments: [
            ("status", "HEALTHY"), ("STATUS", "HEALTHY"), ("workerQueues.0.name", "default"),
            ("workerQueues.0.maxWorkerCount", "10.50"), ("metadata.status", "HEALTHY"),
            ("metadata.deployment_id", PlacesFixture.deployment), ("metadata.workspace_id", PlacesFixture.first),
            ("metadata.release_name", "n-1"), ("configuration.name", "Production"),
            ("configuration.runtime_version", "3.0-4"), ("configuration.ci_cd_enforcement", "false"),
            ("configuration.executor", "CELERY"), ("workerQueues", #"[{"name":"default","maxWorkerCount":10.50}]"#),
            ("worker_queues", "- name: default\n  max_worker_count: 10.5"),
            ("worker_queues.0.max_worker_count", "10.50"),
        ])
    func key(key: String, value: String) async throws {
        let result = try await showing().run("deployment inspect \(fixture.deployment) --key \(key)")
        #expect(result.stdout == value + "\n")
        #expect(result.stderr == "")
    }

    @Test("--key of text is JSON in a machine format")
    func keyAsJSON() async throws {
        #expect(
            try await showing().run("deployment inspect \(fixture.deployment) -k status -o json").stdout
                == "\"HEALTHY\"\n")
    }

    @Test(
        "--key of a missing field is exit 4",
        arguments: ["statos", "status.x", "workerQueues.1", "workerQueues.x", "."])
    func missingKey(key: String) async throws {
        let result = try await showing().run("deployment inspect \(fixture.deployment) --key \(key)")
        #expect(result.exitCode == .notFound)
        #expect(result.stdout == "")
        if key == "statos" { #expect(result.stderr.contains("did you mean 'status'?")) }
    }

    @Test("--key never sends a server's control characters to a terminal")
    func hostileValue() async throws {
        var test = fixture.inOrganization()
        test.expect(
            .get, "\(fixture.base)/deployments/\(fixture.deployment)",
            .json(#"{"status": "a\u001b[31m", "x": ["\u001b"]}"#))
        test.terminal = 80
        test.showsResultOnTerminal = true
        let result = try await test.run("deployment inspect \(fixture.deployment) --key status")
        #expect(result.stdout == "a\\u{1b}[31m\n")
    }

    @Test("a Deployment is found by its name or by the variable")
    func byName() async throws {
        var test = listing(
            "", [fixture.deploymentJSON("cother", "Other"), fixture.deploymentJSON(fixture.deployment, "Production")])
        test.exchanges += showing().exchanges
        #expect(try await test.run("deployment inspect -n Production -k id").stdout == fixture.deployment + "\n")
        test = showing()
        test.variables["ASTRO_DEPLOYMENT_ID"] = fixture.deployment
        #expect(try await test.run("deployment inspect -k id").stdout == fixture.deployment + "\n")
    }

    @Test("an unknown or ambiguous name is exit 4")
    func ambiguous() async throws {
        let none = try await listing("").run("deployment inspect -n Prodction")
        #expect(none.exitCode == .notFound)
        #expect(none.stderr.contains("did you mean 'Production'?"))
        let twins = ["ca", "cb"].map { fixture.deploymentJSON($0, "Twin") }
        let several = try await listing("", twins).run("deployment inspect -n Twin")
        #expect(several.exitCode == .notFound)
        #expect(several.stderr.contains("ca, cb"))
    }

    @Test("without a name there is a choice on a terminal and a usage error elsewhere")
    func choice() async throws {
        #expect(try await fixture.inOrganization().run("deployment inspect").exitCode == .usage)
        var test = listing("")
        test.exchanges += showing().exchanges
        test.terminal = 80
        test.input = ["1"]
        #expect(try await test.run("deployment inspect -k id").stdout == fixture.deployment + "\n")
    }

    @Test(
        "contradictions are usage errors before any request",
        arguments: ["inspect a -n b", "inspect a --key b --fields id", "inspect -n ''"])
    func usage(line: String) async throws {
        #expect(try await fixture.inOrganization().run("deployment \(line)").exitCode == .usage)
    }
}
