import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet
@testable import Sandbox

/// What the machine that began an overlap does once another machine has ended it.
@Suite("An overlap that another machine ended")
struct EndedElsewhereTests {
    static let id = ApplyOverlapTests.id

    /// The machine that began the overlap, after another one has run a line that ends it, and the new token's ID.
    static func ended(_ line: String) async throws -> (test: CommandTest, newID: String) {
        var (_, test) = try await PlanTests.plan()
        let begun = try await test.run("token rotate 'Staging CI' --overlap 7d --yes -c")
        #expect(begun.exitCode == .success, "\(begun.stderr)")
        let new = try #require(try ApplyOverlapTests.new(begun.files).first)
        let other = ApplyOverlapTests.elsewhere(test, begun.files)
        let ended = try await other.run("token overlap \(line.replacing("NEW", with: new.id))")
        #expect(ended.exitCode == .success, "\(ended.stderr)")
        test.files = Self.merged(ended.files, here: begun.files)
        return (test, new.id)
    }

    /// The files of one machine, with what all machines share as another one left it.
    static func merged(_ shared: [String: String], here: [String: String]) -> [String: String] {
        func isPrivate(_ path: String) -> Bool { path.contains("/.astro/") && !path.contains("/sandbox/") }
        return shared.filter { !isPrivate($0.key) }.merging(here.filter { isPrivate($0.key) }) { $1 }
    }

    static let records = "/home/test/.astro/overlap/"

    @Test("keeps no token out of a plan", arguments: ["cancel NEW --yes", "finish NEW --force"])
    func plan(line: String) async throws {
        let (test, newID) = try await Self.ended(line)
        let result = try await test.run("token plan --deployment Staging -o json")
        let plan = try RotationPlan.read(
            Data(result.stdout.utf8), remaking: PlanRemaking(plan: "p", policy: nil))
        #expect(plan.leftOut.isEmpty)
        #expect(plan.items.map(\.id) == [line.hasPrefix("cancel") ? Self.id : newID])
    }

    @Test("keeps no token out of a selection", arguments: ["cancel NEW --yes", "finish NEW --force"])
    func selection(line: String) async throws {
        let (test, newID) = try await Self.ended(line)
        let result = try await test.run("token rotate --deployment Staging --yes --to-file 'x-{token.id}'")
        #expect(result.exitCode == .success && !result.stderr.contains("being replaced"), "\(result.stderr)")
        #expect(result.files["/work/x-\(line.hasPrefix("cancel") ? Self.id : newID)"] != nil)
    }

    @Test("is no reason to leave the token of a plan alone")
    func apply() async throws {
        let (test, _) = try await Self.ended("cancel NEW --yes")
        let result = try await test.run("\(ApplyOverlapTests.line) --only \(Self.id)")
        #expect(try ApplyTests.results(result.stdout)["Staging CI"]?["status"] as? String == "rotated")
        #expect(!result.files.keys.contains { $0.hasPrefix(Self.records) })
    }

    @Test("is listed no more, and its record is forgotten", arguments: ["cancel NEW --yes", "finish NEW --force"])
    func list(line: String) async throws {
        let (test, _) = try await Self.ended(line)
        let result = try await test.run("token overlap list --fields newID --no-header")
        #expect(result.stdout == "", "\(result.stderr)")
        #expect(!result.files.keys.contains { $0.hasPrefix(Self.records) })
    }

    @Test("still counts while both tokens are there")
    func counts() async throws {
        var (_, test) = try await PlanTests.plan()
        test.files = try await test.run(
            "token rotate 'Staging CI' --overlap 7d --overlap-state local --yes -c"
        ).files
        let plan = try await test.run("token plan --deployment Staging")
        #expect(plan.stderr.contains("left out: 2 replacing"), "\(plan.stderr)")
        let selected = try await test.run("token rotate --deployment Staging --yes --to-file 'x-{token.id}'")
        #expect(selected.stderr.contains("being replaced"), "\(selected.stderr)")
        let listed = try await test.run("token overlap list --fields oldID --no-header")
        #expect(listed.stdout == "\(Self.id)\n")
    }
}
