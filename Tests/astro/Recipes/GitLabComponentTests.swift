import Foundation
import Testing

@Suite("The GitLab CI component", .enabled { try await Runner.isPossible() })
struct GitLabComponentTests {
    let runner: Runner
    let release: ReleaseFolder
    let component: GitLabComponent
    let inputs: [String: String]

    init() async throws {
        runner = try await Runner()
        release = try await ReleaseFolder()
        component = try await GitLabComponent()
        inputs = [
            "from": release.url.path(), "token-name": "CI deploy", "deployment": ServedSandbox.production,
            "to-command": "gh secret set ASTRO_DEPLOY_TOKEN --app actions --repo acme/pipelines",
        ]
    }

    private func use(_ inputs: [String: String]) async throws -> BuiltProgram.Outcome {
        let world = ["ASTRO_API_TOKEN": runner.sandbox.credential, "GH_TOKEN": "github-token"]
        return try await runner.run(
            component.script, ["-euo", "pipefail"], try component.variables(inputs).merging(world) { $1 })
    }

    @Test("installs astro and rotates the token")
    func rotates() async throws {
        let old = try await runner.knownValue()
        let outcome = try await use(inputs.merging(["version": ReleaseFolder.version]) { $1 })
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let new = try #require(runner.standIns.delivered("gh ASTRO_DEPLOY_TOKEN"))
        #expect(try await runner.working(of: [old, new]) == [new])
        #expect(try runner.leaks(of: new, in: [outcome]) == [])
    }

    @Test("runs no installer from an unencrypted address")
    func plainAddress() async throws {
        let old = try await runner.knownValue()
        for address in ["http://releases.example.com", "ftp://releases.example.com", "releases"] {
            let outcome = try await use(inputs.merging(["from": address]) { $1 })
            #expect(outcome.exitCode == 2)
            #expect(outcome.stderr.contains("'from' is neither https:// nor a folder; nothing was changed"))
        }
        #expect(try await runner.working(of: [old]) == [old])
    }

    @Test(
        "treats hostile inputs as text",
        arguments: ["version", "from", "token-name", "deployment", "overlap", "to-command"])
    func hostile(input: String) async throws {
        let old = try await runner.knownValue()
        for value in HostileText.all {
            var inputs = inputs.merging(["to-command": "false"]) { $1 }
            inputs[input] = value
            #expect(try await use(inputs).exitCode != 0, "\(value)")
            #expect(try await runner.working(of: [old]) == [old])
            #expect(HostileText.traces(in: [], [runner.home, CodeBase.root]) == [])
        }
    }
}
