import Foundation
import Support
import Testing

@Suite("deployment inspect in the form that scripts for the Go CLI parse")
struct CompatibleInspectTests {
    func run(_ words: String) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram().shell("astro deployment inspect cdeployment0000production \(words) --context sandbox")
    }

    @Test("writes the document as YAML in a pipe", arguments: ["", "-o yaml", "-c"])
    func yaml(words: String) async throws {
        let text = try await run(words).stdout
        #expect(text.hasPrefix("deployment:\n  environment_variables:\n"))
        #expect(text.contains("\n  configuration:\n    name: Production\n"))
        #expect(text.contains("\n  metadata:\n    deployment_id: cdeployment0000production\n"))
        #expect(text.contains("\n    cluster_id: N/A\n    release_name: N/A\n"))
        #expect(text.contains("\n    workload_identity: \"\"\n"))
    }

    @Test("writes it as JSON with the same keys")
    func json() async throws {
        let text = try await run("-o json").stdout
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let deployment = try #require(json?["deployment"] as? [String: Any])
        #expect((deployment["metadata"] as? [String: Any])?["status"] as? String == "HEALTHY")
    }

    @Test("has variables, queues, alert addresses and hibernation schedules, with the keys in order")
    func lists() async throws {
        let text = try await run("").stdout
        for part in [
            """
              environment_variables:
                - is_secret: false
                  key: AIRFLOW__CORE__PARALLELISM
                  updated_at: "2025-11-04T08:00:00.000Z"
                  value: "64"
                - is_secret: true
                  key: WAREHOUSE_PASSWORD
                  updated_at: "2025-12-01T08:00:00.000Z"

            """,
            """
              worker_queues:
                - name: default
                  max_worker_count: 10
                  min_worker_count: 0
                  worker_concurrency: 5
                  worker_type: A5

            """,
            """
              alert_emails:
                - "data-oncall@acme.example"

            """,
        ] {
            #expect(text.contains(part), "\(text)")
        }
        #expect(!text.contains("hibernation"))
        let staging = try await BuiltProgram().shell("astro deployment inspect Staging --context sandbox")
        #expect(
            staging.stdout.hasSuffix(
                """
                  hibernation_schedules:
                    - hibernate_at: "0 20 * * *"
                      wake_at: "0 6 * * 1-5"
                      description: Nights and weekends
                      enabled: true

                """), "\(staging.stdout)")
        let order = ["environment_variables:", "configuration:", "worker_queues:", "metadata:", "alert_emails:"]
        let places = order.compactMap { text.range(of: "\n  \($0)")?.lowerBound }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test("leaves out metadata and the name in a template", arguments: ["-t", "--template -o yaml"])
    func template(words: String) async throws {
        let text = try await run(words).stdout
        #expect(text.contains("    name: \"\"\n"))
        #expect(!text.contains("metadata"))
    }

    @Test(
        "shows one value, or a branch as YAML",
        arguments: [
            ("metadata.status", "HEALTHY\n"), ("deployment.metadata.status", "HEALTHY\n"), ("status", "HEALTHY\n"),
            ("workspaceId", "cworkspace000000analytics\n"), ("configuration.runtime_version", "3.0-4\n"),
            ("metadata.airflow_api_url", "acme.sandbox.example/stellar-orbit-1042/api/v2\n"),
            ("metadata.webserver_url", "acme.sandbox.example/stellar-orbit-1042\n"),
            ("alert_emails.0", "data-oncall@acme.example\n"), ("environment_variables.0.value", "64\n"),
        ])
    func key(key: String, expected: String) async throws {
        #expect(try await run("--key \(key)").stdout == expected)
        #expect(try await run("--key metadata").stdout.hasPrefix("deployment_id: cdeployment0000production\n"))
    }

    @Test("answers an unknown key with the known ones")
    func unknown() async throws {
        let outcome = try await run("--key metadata.statos")
        #expect(outcome.exitCode == 4)
        #expect(outcome.stderr.contains("did you mean 'status'?"))
        #expect(outcome.stderr.contains("deployment_id, workspace_id"))
    }

    @Test("shows a table on request, and on a terminal")
    func table() async throws {
        #expect(try await run("-o table").stdout.hasPrefix("NAME "))
        let program = try BuiltProgram()
        let terminal = try await PseudoTerminal().run(
            program.program(["deployment", "inspect", "cdeployment0000production", "--context", "sandbox"]), [])
        #expect(terminal.kept.contains("DEPLOYMENT TYPE"))
    }
}
