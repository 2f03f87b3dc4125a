import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet
@testable import Sandbox

@Suite("astro token apply, for tokens that overlap, when another machine did the same")
struct ApplyOverlapAgainTests {
    static let id = ApplyOverlapTests.id
    static let line = "\(ApplyOverlapTests.line) --canary 0 --only \(id)"

    /// Checks that the destination has the value of the only token that replaces the one in Staging.
    static func requireOne(_ result: CommandResult) throws -> APIToken {
        #expect(result.exitCode == .success, "\(result.stderr)")
        let left = try ApplyOverlapTests.new(result.files)
        #expect(left.count == 1)
        let value = try #require(result.files["/work/out-\(id)"])
        #expect(value.split(separator: ".").last?.hasPrefix(left[0].shortToken) == true)
        return left[0]
    }

    @Test("does not go by a record of a token that another machine deleted, and is done after that")
    func stale() async throws {
        var (_, test) = try await ApplyOverlapTests.planned()
        let first = try await test.run(Self.line)
        let second = try await ApplyOverlapTests.elsewhere(test, first.files).run(Self.line)
        let replaced = try Self.requireOne(second)
        test.files = EndedElsewhereTests.merged(second.files, here: first.files)
        let third = try await test.run(Self.line)
        #expect(try Self.requireOne(third).id != replaced.id)
        test.files = third.files
        let again = try await test.run(Self.line)
        let result = try #require(try ApplyTests.results(again.stdout)["Staging CI"])
        #expect(result["reason"] as? String == "done before")
    }

    @Test("does a delivered item once more where a person wants it")
    func redone() async throws {
        var (_, test) = try await ApplyOverlapTests.planned()
        let first = try await test.run("\(Self.line) --verify")
        let new = try Self.requireOne(first)
        test.files = first.files
        let redone = try await test.run("\(Self.line) --redo \(Self.id)")
        #expect(try Self.requireOne(redone).id != new.id)
    }

    @Test("knows an item that is done by its receipt where the server keeps no mark", arguments: [true, false])
    func unmarked(isElsewhere: Bool) async throws {
        var (_, test) = try await ApplyOverlapTests.planned()
        let line = "\(Self.line) --receipts /shared"
        let first = try await test.run(line)
        let new = try Self.requireOne(first)
        test.files = first.files.mapValues {
            $0.replacing(/\ ?\[replaces [^\]]*\]/, with: "").replacing(/"nonce":"[^"]*",/, with: "")
        }
        #expect(try ApplyOverlapTests.new(test.files).isEmpty)
        if isElsewhere { test = ApplyOverlapTests.elsewhere(test, test.files) }
        let second = try await test.run(line)
        let result = try #require(try ApplyTests.results(second.stdout)["Staging CI"])
        #expect(result["reason"] as? String == "done before", "\(result) \(second.stderr)")
        #expect(result["newId"] as? String == new.id)
        #expect(try ApplyOverlapTests.tokens(second.files).count { $0.name == "Staging CI" } == 2)
    }

    @Test("deletes a token beside the delivered one that nobody used")
    func beside() async throws {
        var (_, test) = try await ApplyOverlapTests.planned()
        let first = try await test.run(Self.line)
        let new = try Self.requireOne(first)
        // Another machine's worker was killed after it had created a token.
        var other = ApplyOverlapTests.elsewhere(test, first.files)
        other.files = other.files.mapValues { $0.replacing("[replaces", with: "[hidden") }
        let second = try await other.run(Self.line)
        #expect(second.exitCode == .success, "\(second.stderr)")
        test.files = EndedElsewhereTests.merged(second.files, here: first.files).mapValues {
            $0.replacing("[hidden", with: "[replaces")
        }
        test.files["/work/out-\(Self.id)"] = first.files["/work/out-\(Self.id)"]
        #expect(try ApplyOverlapTests.new(test.files).count == 2)
        #expect(try Self.requireOne(try await test.run(Self.line)).id == new.id)
    }

    @Test("deletes no token where the server refuses to create another")
    func refused() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        let own = "ctok000000000000000000009"
        test.variables["ASTRO_API_TOKEN"] = RotateTokensTests.credential(own)
        test.files["/work/tokens.yaml"] = """
            version: 1
            rules: [{name: all, select: {match: "CI*"}, overlap: 7d, deliver: [{file: "out-{token.id}"}]}]

            """
        func listed(_ tokens: String...) {
            test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()] + tokens)))
        }
        func places() {
            test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", [Fixture.place])))
            test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
        }
        listed()
        places()
        let plan = try await test.run("token plan --policy tokens.yaml -o json")
        #expect(plan.exitCode == .success, "\(plan.stderr)")
        test.exchanges = []
        test.files["/work/plan.json"] = plan.stdout
        let orphan = Fixture.token("ctok000000000000000000007").replacing("\"u1\"", with: "\"\(own)\"")
            .replacing(#""description": """#, with: #""description": "[replaces \#(Fixture.id) until finished #k3f9]""#)
        places()
        listed(orphan)
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        listed(orphan)
        test.expect(.post, Fixture.tokens, .json(#"{"message": "no more tokens"}"#, status: 403))
        let result = try await test.run("token apply plan.json --policy tokens.yaml --yes --rate 0 --canary 0")
        #expect(result.exitCode == .partial, "\(result.stderr)")
        #expect(!result.requests.contains { $0.method == .delete })
        #expect(try ApplyTests.results(result.stdout)["CI deploy"]?["status"] as? String == "failed")
    }
}
