import Foundation
import KernelTesting
import Support
import Testing

@Suite("A plan in the shards of a CI system", .enabled { try await Runner.isPossible() })
struct FleetRecipesTests {
    private static let tokens = 40
    let machines: FleetMachines

    init() async throws { machines = try await FleetMachines(tokens: Self.tokens) }

    private static func example<Value: Decodable>(_ path: String) async throws -> Value {
        try await RecipePage.yaml(CodeBase.file("Examples/\(path)").lines.joined(separator: "\n"))
    }

    /// Runs one job for each shard at once; returns the results in order.
    private func shards(
        _ count: Int, _ job: @escaping @Sendable (_ index: Int) async throws -> BuiltProgram.Outcome
    ) async throws -> [BuiltProgram.Outcome] {
        try await withThrowingTaskGroup(of: (Int, BuiltProgram.Outcome).self) { group in
            for index in 0..<count { group.addTask { (index, try await job(index)) } }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Checks that the shards' jobs contain every item once, and repeated none of it.
    private func requireDone(_ outcomes: [BuiltProgram.Outcome]) throws {
        let items = try outcomes.flatMap { try $0.stdout.split(separator: "\n").map { try object(String($0)) } }
        #expect(Set(items.compactMap { $0["id"] as? String }) == Set(try machines.live().keys))
        #expect(items.count == Self.tokens)
        #expect(items.allSatisfy { $0["status"] as? String == "skipped" })
    }

    @Test("GitHub: a shard whose runner dies is run again, and nothing is lost or done twice")
    func gitHub() async throws {
        let workflow: FleetWorkflow = try await Self.example("github/rotate-tokens.yml")
        #expect(workflow.permissions == ["contents": "read"] && !workflow.concurrency.group.isEmpty)
        let (plan, apply) = (try #require(workflow.jobs["plan"]), try #require(workflow.jobs["apply"]))
        let strategy = try #require(apply.strategy)
        let shard = try #require(strategy.matrix["shard"])
        #expect(shard == Array(shard.indices) && shard.count <= 256 && !strategy.failFast && apply.needs == "plan")

        let gitHub = GitHubRunner(machines)
        let planned = try await gitHub.run(plan)
        #expect(planned.exitCode == 0, "\(planned.stderr)")
        let first = try await shards(shard.count) { try await gitHub.run(apply, $0, of: shard.count, dies: $0 == 2) }
        #expect(first.map(\.exitCode) == [0, 0, 128 + SIGKILL, 0], "\(first.map(\.stderr))")
        #expect(try machines.arrived() != machines.live())
        let second = try await gitHub.run(apply, 2, of: shard.count)
        #expect(second.exitCode == 0, "\(second.stderr)")
        try machines.requireNothingLost([planned] + first + [second], tokens: Self.tokens)

        // Receipts are passed from attempt to attempt, so that finished items are not repeated.
        let before = try machines.live()
        let again = try await shards(shard.count) { try await gitHub.run(apply, $0, of: shard.count) }
        try requireDone(again)
        #expect(try machines.live() == before)
    }

    @Test("GitLab: a job whose runner dies is retried, and nothing is lost or done twice")
    func gitLab() async throws {
        let pipeline: FleetPipeline = try await Self.example("gitlab/rotate-tokens.yml")
        let count = try #require(pipeline.apply.parallel)
        #expect(count <= 200 && (pipeline.apply.retry ?? 0) > 0 && pipeline.apply.needs == ["plan-tokens"])
        let gitLab = GitLabRunner(machines, artifacts: pipeline.plan.artifacts?.paths ?? [])
        let planned = try await gitLab.run(pipeline.plan)
        #expect(planned.exitCode == 0, "\(planned.stderr)")
        let first = try await shards(count) { try await gitLab.run(pipeline.apply, $0 + 1, of: count, dies: $0 == 1) }
        #expect(first.map(\.exitCode) == [0, 128 + SIGKILL, 0, 0], "\(first.map(\.stderr))")
        #expect(try machines.arrived() != machines.live())
        let second = try await gitLab.run(pipeline.apply, 2, of: count)
        #expect(second.exitCode == 0, "\(second.stderr)")
        try machines.requireNothingLost([planned] + first + [second], tokens: Self.tokens)

        let before = try machines.live()
        let again = try await shards(count) { try await gitLab.run(pipeline.apply, $0 + 1, of: count) }
        try requireDone(again)
        #expect(try machines.live() == before)
    }

    @Test("every engine has a page that the guide links to")
    func pages() throws {
        let guide = try CodeBase.file("docs/fleet.md").lines
        for engine in ["airflow", "kubernetes", "github", "gitlab"] {
            let page = try CodeBase.file("Examples/\(engine)/README.md").lines
            #expect(guide.contains { $0.contains("](../Examples/\(engine)/README.md)") }, "\(engine)")
            #expect(page.contains { $0.contains("](../../docs/fleet.md)") }, "\(engine)")
            #expect(page.contains("## What happens when something dies"), "\(engine)")
        }
    }
}
