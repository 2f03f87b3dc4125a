import AstroAPI
import AstroTokens
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet
@testable import Sandbox

@Suite("astro token apply, for tokens that overlap")
struct ApplyOverlapTests {
    static let id = "ctoken0000000000stagingci"
    static let line = "token apply plan.json --policy tokens.yaml --yes --rate 0"
    static let policy = """
        version: 1
        defaults: {overlap: 7d}
        rules:
          - name: staging
            select: {deployment: Staging}
            deliver: [{file: "out-{token.id}"}]
          - name: bots
            select: {scope: workspace, match: "*bot"}
            overlap: 0
            deliver: [{file: "out-{token.id}"}]

        """

    /// A test with a plan of the policy.
    static func planned() async throws -> (text: String, test: CommandTest) {
        var test = PlanTests.test(policy)
        let result = try await test.run("token plan --policy tokens.yaml -o json")
        #expect(result.exitCode == .success, "\(result.stderr)")
        test.files = result.files
        test.files["/work/plan.json"] = result.stdout
        return (result.stdout, test)
    }

    static func tokens(_ files: [String: String]) throws -> [APIToken] {
        let text = try #require(files.first { $0.key.hasSuffix("sandbox/state.json") }?.value)
        return try JSONDecoder().decode(SandboxState.self, from: Data(text.utf8)).tokens.map(\.token)
    }

    /// The tokens that replace the one in Staging.
    static func new(_ files: [String: String]) throws -> [APIToken] {
        try tokens(files).filter { $0.mark?.oldID == id }
    }

    /// The same on a machine without records of earlier runs.
    static func elsewhere(_ test: CommandTest, _ files: [String: String]) -> CommandTest {
        var test = test
        test.files = files.filter { !$0.key.contains("/.astro/") || $0.key.contains("/sandbox/") }
        return test
    }

    @Test("the plan says which tokens overlap and how long, and fits its schema")
    func plan() async throws {
        let (text, _) = try await Self.planned()
        let plan = try RotationPlan.read(
            Data(text.utf8), remaking: PlanRemaking(plan: "plan.json", policy: "tokens.yaml"))
        let actions = Dictionary(uniqueKeysWithValues: plan.items.map { ($0.name, $0) })
        #expect(actions["Staging CI"]?.action == .overlap)
        #expect(actions["Staging CI"]?.overlap == "1w")
        #expect(actions["Analytics bot"]?.action == .rotate)
        #expect(actions["Analytics bot"]?.overlap == nil)
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let schema = try JSONDocument(Data(contentsOf: root.appending(path: "docs/schemas/token-plan.schema.json")))
        #expect(try schema.problems(in: Data(text.utf8)) == [])
    }

    @Test("creates a replacement, delivers its value, and skips it next time because of its receipt")
    func applies() async throws {
        var (_, test) = try await Self.planned()
        let first = try await test.run(Self.line)
        #expect(first.exitCode == .success, "\(first.stderr)")
        let new = try #require(try Self.new(first.files).first)
        let result = try #require(try ApplyTests.results(first.stdout)["Staging CI"])
        #expect(result["status"] as? String == "rotated")
        #expect(result["newId"] as? String == new.id)
        let value = try #require(first.files["/work/out-\(Self.id)"])
        #expect(value.split(separator: ".").last?.hasPrefix(new.shortToken) == true)
        #expect(try Self.tokens(first.files).contains { $0.id == Self.id })
        test.files = first.files
        let second = try await test.run(Self.line)
        #expect(second.exitCode == .success && second.stderr.contains("2 skipped."), "\(second.stderr)")
        #expect(second.files["/work/out-\(Self.id)"] == value)
    }

    @Test("asks once for the whole plan, and says which tokens keep working")
    func asks() async throws {
        var (_, test) = try await Self.planned()
        test.input = ["n"]
        let result = try await test.run("token apply plan.json --policy tokens.yaml")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("the current values of 1 token stop working at once"))
        #expect(result.stderr.contains("New tokens replace 1 token, and the old ones keep working."))
    }

    @Test("elsewhere, without a receipt, deletes a new token that was never used and creates another")
    func again() async throws {
        let (_, test) = try await Self.planned()
        let first = try await test.run("\(Self.line) --canary 0 --only \(Self.id)")
        #expect(first.exitCode == .success, "\(first.stderr)")
        let orphan = try #require(try Self.new(first.files).first)
        let second = try await Self.elsewhere(test, first.files).run("\(Self.line) --canary 0 --only \(Self.id)")
        #expect(second.exitCode == .success, "\(second.stderr)")
        let left = try Self.new(second.files)
        #expect(left.count == 1 && left[0].id != orphan.id)
        let value = try #require(second.files["/work/out-\(Self.id)"])
        #expect(value.split(separator: ".").last?.hasPrefix(left[0].shortToken) == true)
    }

    @Test("elsewhere, without a receipt, leaves a new token that was used to a person")
    func used() async throws {
        let (_, test) = try await Self.planned()
        let first = try await test.run("\(Self.line) --canary 0 --verify --only \(Self.id)")
        let new = try #require(try Self.new(first.files).first)
        var other = Self.elsewhere(test, first.files)
        let second = try await other.run("\(Self.line) --canary 0 --only \(Self.id)")
        #expect(second.exitCode == .partial)
        #expect(second.stderr.contains("--redo \(Self.id) deletes that one"), "\(second.stderr)")
        #expect(try Self.new(second.files).map(\.id) == [new.id])
        other.files = second.files
        let redone = try await other.run("\(Self.line) --canary 0 --only \(Self.id) --redo \(Self.id)")
        #expect(redone.exitCode == .success, "\(redone.stderr)")
        let left = try Self.new(redone.files)
        #expect(left.count == 1 && left[0].id != new.id)
    }

    @Test("skips a token to rotate in place that is being replaced elsewhere")
    func busy() async throws {
        let (_, test) = try await PlanTests.plan()
        let overlap = try await test.run("token rotate 'Staging CI' --overlap 7d --yes -c")
        let other = Self.elsewhere(test, overlap.files)
        let result = try await other.run("\(Self.line) --only \(Self.id)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(
            try ApplyTests.results(result.stdout)["Staging CI"]?["reason"] as? String == "being replaced since the plan"
        )
        #expect(try Self.new(result.files).count == 1)
        let selected = try await other.run("token rotate --deployment Staging --yes --to-file 'x-{token.id}'")
        #expect(selected.stderr.contains("being replaced"), "\(selected.stderr)")
    }
}
