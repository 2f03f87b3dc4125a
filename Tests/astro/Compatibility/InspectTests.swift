import Foundation
import Support
import Testing

@Suite("deployment inspect as scripts for the Go CLI read it")
struct CompatibleInspectTests {
    func run(_ words: String) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram().shell("astro deployment inspect cdeployment0000production \(words) --context sandbox")
    }

    @Test("writes the document as YAML in a pipe", arguments: ["", "-o yaml", "-c"])
    func yaml(words: String) async throws {
        let text = try await run(words).stdout
        #expect(text.hasPrefix("deployment:\n  configuration:\n    name: Production\n"))
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
        ])
    func key(key: String, expected: String) async throws {
        #expect(try await run("--key \(key)").stdout == expected)
        #expect(try await run("--key metadata").stdout.hasPrefix("deployment_id: cdeployment0000production\n"))
    }

    @Test("answers an unknown key with those there are")
    func unknown() async throws {
        let outcome = try await run("--key metadata.statos")
        #expect(outcome.exitCode == 4)
        #expect(outcome.stderr.contains("did you mean 'status'?"))
        #expect(outcome.stderr.contains("deployment_id, workspace_id"))
    }

    @Test("shows a table where one is asked for, and on a terminal")
    func table() async throws {
        #expect(try await run("-o table").stdout.hasPrefix("NAME "))
        let program = try BuiltProgram()
        let terminal = try await PseudoTerminal().run(
            program.program(["deployment", "inspect", "cdeployment0000production", "--context", "sandbox"]), [])
        #expect(terminal.kept.contains("DEPLOYMENT TYPE"))
    }
}
