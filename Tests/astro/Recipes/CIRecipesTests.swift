import Foundation
import KernelTesting
import Testing

@Suite(
    "The recipes of 'Rotate in CI without an outage'", .enabled { try await Runner.isPossible() })
struct CIRecipesTests {
    let runner: Runner

    init() async throws { runner = try await Runner() }

    /// The value that arrived, which must come without a newline.
    private func delivered(_ name: String) throws -> String {
        let value = try #require(runner.standIns.delivered(name))
        #expect(value.trimmingCharacters(in: .whitespacesAndNewlines) == value)
        return value
    }

    @Test("are on a page that the README links to")
    func link() throws {
        let readme = try CodeBase.file("README.md").lines
        #expect(readme.contains { $0.contains("[Rotate in CI without an outage](\(RecipePage.path))") })
        #expect(try CodeBase.file(RecipePage.path).lines.first == "# Rotate in CI without an outage")
    }

    @Test("GitHub: a secret gets the new value, and the old one works until it expires")
    func gitHub() async throws {
        let old = try await runner.knownValue()
        let workflow = try await runner.page.workflow("Rotate the Astro token")
        let nightly = try await runner.page.workflow("Look after the Astro tokens")
        #expect(workflow.permissions.isEmpty && nightly.permissions.isEmpty)
        #expect(workflow.concurrency.group == nightly.concurrency.group)
        let rotation = try await runner.gitHub(workflow.job)
        #expect(rotation.map(\.exitCode) == [0], "\(rotation.map(\.stderr))")
        let new = try delivered("gh ASTRO_DEPLOY_TOKEN")
        #expect(new != old)
        #expect(try await runner.working(of: [old, new]) == [old, new])

        let early = try await runner.gitHub(nightly.job)
        #expect(early.first?.exitCode == 0)
        #expect(try await runner.working(of: [old]) == [old])
        try runner.letTimePass()
        let late = try await runner.gitHub(nightly.job)
        #expect(late.first?.exitCode == 0)
        #expect(try await runner.working(of: [old, new]) == [new])
        #expect(try runner.leaks(of: new, in: rotation + early + late) == [])
        #expect(try runner.undelivered() == [])
    }

    @Test("GitHub: the nightly job fails while a token expires soon")
    func nightly() async throws {
        let job = try await runner.page.workflow("Look after the Astro tokens").job
        let forgotten = try await runner.gitHub(job)
        #expect(forgotten.map(\.exitCode) == [0, 4])
        #expect(forgotten.last?.stdout.contains("Legacy scheduler") == true)
        let delete = "astro deployment token delete -t 'Legacy scheduler' -f"
        #expect(try await runner.plain(delete).exitCode == 0)
        #expect(try await runner.gitHub(job).map(\.exitCode) == [0, 0])
    }

    @Test("GitHub: a variable passes the value to later steps, masked first")
    func gitHubVariable() async throws {
        let outcomes = try await runner.gitHub(try await runner.page.workflow("Report").job)
        #expect(outcomes.map(\.exitCode) == [0, 0], "\(outcomes.map(\.stderr))")
        let value = try #require(runner.jobVariables["ASTRO_METRICS_TOKEN"])
        let first = try #require(outcomes.first)
        #expect(first.stdout == "::add-mask::\(value)\n")
        #expect(outcomes[1].stdout.contains(ServedSandbox.production))
        let log = BuiltProgram.Outcome(exitCode: 0, stdout: outcomes[1].stdout, stderr: first.stderr)
        #expect(try runner.leaks(of: value, in: [log]) == [])
        #expect(try runner.undelivered() == [])
    }

    @Test("GitLab: a masked variable gets the new value, and another container deletes the old token in time")
    func gitLab() async throws {
        let old = try await runner.knownValue()
        let job = try await runner.page.gitLabJob()
        #expect(!job.resourceGroup.isEmpty)
        let outcome = try await runner.gitLab(job.script)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let new = try delivered("gitlab ASTRO_DEPLOY_TOKEN")
        #expect(try await runner.working(of: [old, new]) == [old, new])
        let nightly = try await runner.page.gitLabJob(finishing: true)
        #expect(nightly.resourceGroup == job.resourceGroup)
        #expect(try runner.undelivered() == [])
        try runner.throwAway()
        #expect(try await runner.gitLab(nightly.script).exitCode == 0)
        #expect(try await runner.working(of: [old, new]) == [old, new])
        try runner.sandbox.endOverlaps()
        #expect(try await runner.gitLab(nightly.script).exitCode == 0)
        #expect(try await runner.working(of: [old, new]) == [new])
        #expect(try runner.leaks(of: new, in: [outcome]) == [])
        #expect(try !runner.standIns.seen().contains(GitLabStandIn.token))
    }

    @Test("Vault: the field gets the new value and returns it")
    func vault() async throws {
        let old = try await runner.knownValue()
        let lines = try runner.page.blocks("sh", in: "Vault")
        #expect(lines.count == 2)
        let outcome = try await runner.plain(lines[0])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let new = try delivered("vault token")
        #expect(try await runner.working(of: [old, new]) == [old, new])
        #expect(try runner.leaks(of: new, in: [outcome]) == [])
        #expect(try runner.undelivered() == [])
        #expect(try await runner.plain(lines[1]).stdout == new)
    }
}
