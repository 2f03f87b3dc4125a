import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@testable import Fleet

@Suite("astro token apply, when it is repeated")
struct ApplyAgainTests {
    let line = "token apply plan.json --policy tokens.yaml --yes --rate 0"

    @Test("deletes a saved value once another worker has delivered the live one")
    func superseded() async throws {
        var mine = try await ApplyTests.failing()
        let only = "\(line) --only ctoken0000000000stagingci --receipts /shared"
        mine.files = try await mine.run(only).files
        #expect(mine.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
        // Another machine has the same server, plan and receipts, and a working destination.
        var other = mine
        other.files = mine.files.filter { !$0.key.contains("/recovery/") }
        let folder = try TemporaryFolder()
        let script = folder.url.appending(path: "false")
        try Data("#!/bin/sh\ncat >/dev/null\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path())
        other.variables["PATH"] = "\(folder.url.path()):/usr/bin:/bin"
        let done = try await other.run(only)
        #expect(done.exitCode == .success, "\(done.stderr)")
        mine.files = done.files.merging(mine.files.filter { $0.key.contains("/recovery/") }) { $1 }
        let after = try await mine.run(only)
        #expect(try ApplyTests.results(after.stdout)["Staging CI"]?["reason"] as? String == "done before")
        #expect(!after.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
    }

    static let own = "ctok000000000000000000009"
    static let ada = "u1"
    static let path = "\(Fixture.tokens)/\(Fixture.id)"
    static let record = "/home/test/.astro/recovery/\(Fixture.id).json"
    let one = "token apply plan.json --yes --rate 0 --to-file 'out-{token.id}'"

    /// A plan of the fixture's token, with the listings that a worker asks for, by a credential that the server names.
    static func scripted() async throws -> CommandTest {
        var test = try await ApplyTests.scripted()
        test.variables["ASTRO_API_TOKEN"] = RotateTokensTests.credential(own)
        test.exchanges.removeAll { $0.target == "/v1/users/self" }
        return test
    }

    /// The fixture's token after a rotation.
    static func rotated(
        _ shortToken: String, by who: String = own, value: String? = nil, name: String = "CI deploy"
    ) -> ScriptedTransport.Reply {
        let secret = value.map { "\"token\": \"\($0)\", " } ?? ""
        let time = "2026-03-01T00:00:00Z"
        let further = #", "lastRotatedAt": "\#(time)", "updatedBy": {"id": "\#(who)", "fullName": "Ada"}"#
        return .json(
            Fixture.token(name: name, further: further)
                .replacing("\"shortToken\": \"abc123\"", with: "\(secret)\"shortToken\": \"\(shortToken)\"")
                .replacing(#""updatedAt": "2026-01-05T10:00:00Z""#, with: #""updatedAt": "\#(time)""#))
    }

    static let refusal = ScriptedTransport.Reply.json(#"{"message": "who?"}"#, status: 401)

    /// The record of a value that could not be delivered.
    static func kept(prefix: String?) -> String {
        let prefix = prefix.map { #","prefix":"\#($0)""# } ?? ""
        return #"{"name":"\#(Fixture.id)","id":"\#(Fixture.id)","subject":"the token","step":"rotating","#
            + #""askedAt":"2026-01-05T10:00:00Z","remedy":"x","secret":"kept"\#(prefix)}"# + "\n"
    }

    @Test(
        "leaves alone what somebody else rotated, and forgets the dead value that it keeps", arguments: ["mine", nil])
    func deadKept(prefix: String?) async throws {
        var test = try await Self.scripted()
        test.files[Self.record] = Self.kept(prefix: prefix)
        for _ in 1...2 {
            test.expect(.get, Self.path, Self.rotated("theirs", by: Self.ada))
            test.expect(.get, Self.path, Self.refusal)
        }
        let result = try await test.run(one)
        #expect(result.exitCode == .success, "\(result.stderr)")
        let row = try #require(try ApplyTests.results(result.stdout)["CI deploy"])
        #expect(row["reason"] as? String == "rotated since the plan, by Ada")
        #expect(result.files[Self.record] == nil && result.files["/work/out-\(Fixture.id)"] == nil)
    }

    @Test("delivers the live value that it keeps, also to a token that was renamed since", arguments: ["mine", nil])
    func liveKept(prefix: String?) async throws {
        var test = try await Self.scripted()
        test.files[Self.record] = Self.kept(prefix: prefix)
        let live = Self.rotated("mine", by: Self.ada, name: "CI of Ada")
        // For the facts, before the delivery, and after it; where its short token is unknown, the value is tried twice.
        for _ in 1...(prefix == nil ? 5 : 3) { test.expect(.get, Self.path, live) }
        let result = try await test.run("\(one) --canary 0")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files["/work/out-\(Fixture.id)"] == "kept")
        #expect(result.files[Self.record] == nil)
    }

    @Test("does an item again where another worker's rotation was found out by the verification")
    func fasterThanVerified() async throws {
        var test = try await Self.scripted()
        test.expect(.get, Self.path, .json(Fixture.token()))
        test.expect(.post, "\(Self.path)/rotate", Self.rotated("first", value: "v1"))
        test.expect(.get, Self.path, Self.refusal)
        for _ in 1...2 { test.expect(.get, Self.path, Self.rotated("others")) }
        test.expect(.post, "\(Self.path)/rotate", Self.rotated("second", value: "v2"))
        for _ in 1...2 { test.expect(.get, Self.path, Self.rotated("second")) }
        let result = try await test.run(one)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files["/work/out-\(Fixture.id)"] == "v2")
        #expect(result.files[Self.record] == nil)
    }

    @Test("fails where others were faster three times, and keeps no dead value")
    func alwaysFaster() async throws {
        var test = try await Self.scripted()
        test.expect(.get, Self.path, .json(Fixture.token()))
        for turn in 1...3 {
            test.expect(.post, "\(Self.path)/rotate", Self.rotated("mine\(turn)", value: "v\(turn)"))
            test.expect(.get, Self.path, Self.refusal)
            for _ in 1...(turn == 3 ? 1 : 2) { test.expect(.get, Self.path, Self.rotated("theirs\(turn)")) }
        }
        let result = try await test.run(one)
        #expect(result.exitCode == .partial, "\(result.stderr)")
        let row = try #require(try ApplyTests.results(result.stdout)["CI deploy"])
        #expect(row["status"] as? String == "failed")
        #expect(row["reason"] as? String == "other workers rotated it 3 times in the meantime")
        #expect(!result.files.keys.contains { $0.contains("/recovery/") || $0.hasPrefix("/work/out") })
    }

    @Test("leaves to somebody else what that one rotated while the value was verified")
    func othersFasterThanVerified() async throws {
        var test = try await Self.scripted()
        test.expect(.get, Self.path, .json(Fixture.token()))
        test.expect(.post, "\(Self.path)/rotate", Self.rotated("first", value: "v1"))
        test.expect(.get, Self.path, Self.refusal)
        for _ in 1...2 { test.expect(.get, Self.path, Self.rotated("theirs", by: Self.ada)) }
        let result = try await test.run(one)
        #expect(try ApplyTests.results(result.stdout)["CI deploy"]?["status"] as? String == "skipped")
        #expect(!result.files.keys.contains { $0.contains("/recovery/") || $0.hasPrefix("/work/out") })
    }

    @Test("fails for a token that was rotated without a receipt and renamed, and --redo delivers under its new name")
    func renamed() async throws {
        var (_, test) = try await PlanTests.plan()
        let bot = "ctoken0000000analyticsbot"
        for change in ["rotate 'Analytics bot' --yes -c", "update 'Analytics bot' --new-name 'New bot'"] {
            test.files = try await test.run("token \(change)").files
        }
        let failed = try await test.run("\(line) --only \(bot)")
        #expect(failed.exitCode == .partial, "\(failed.stderr)")
        let reason = try #require(try ApplyTests.results(failed.stdout)["Analytics bot"]?["reason"] as? String)
        #expect(reason.hasPrefix("unknown: rotated since the plan, "))
        #expect(reason.hasSuffix("renamed since the plan, to 'New bot'; --redo \(bot) rotates it again"), "\(reason)")
        #expect(failed.stderr.contains("try the same command again, with --redo \(bot)"), "\(failed.stderr)")
        let redone = try await test.run("\(line) --only \(bot) --redo \(bot)")
        #expect(redone.exitCode == .success, "\(redone.stderr)")
        #expect(redone.files["/work/out-New bot"] != nil && redone.files["/work/out-Analytics bot"] == nil)
    }

    @Test("refuses to deliver a renamed token's value to where another token's goes, and keeps it")
    func renamedAlike() async throws {
        var test = PlanTests.test(PlanTests.policy.replacing("out-{token.id}", with: "out-{token.name}"))
        let plan = try await test.run("token plan --policy tokens.yaml -o json")
        test.files = plan.files
        test.files["/work/plan.json"] = plan.stdout
        let bot = "ctoken0000000analyticsbot"
        test.stdoutFailure = .closed
        test.files = try await test.run("token rotate 'Analytics bot' --yes -c").files
        test.stdoutFailure = nil
        test.files = try await test.run("token update 'Analytics bot' --new-name 'Staging CI'").files
        for flags in ["", " --redo \(bot)"] {
            let result = try await test.run("\(line) --only \(bot)\(flags)")
            #expect(result.exitCode == .undelivered, "\(result.stderr)")
            #expect(
                result.stderr.contains(
                    "the values of 'Staging CI' (ctoken0000000000stagingci) and 'Staging CI' (\(bot)) would both go to "
                ),
                "\(result.stderr)")
            #expect(result.files["/work/out-Staging CI"] == nil)
            #expect(result.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
        }
    }

    @Test("exits with 8 for a token that was renamed, as long as its live value is kept undelivered")
    func renamedUndelivered() async throws {
        var test = try await ApplyTests.failing()
        let only = "\(line) --only ctoken0000000000stagingci"
        test.files = try await test.run(only).files
        test.files = try await test.run("token update 'Staging CI' --new-name other").files
        let again = try await test.run(only)
        #expect(again.exitCode == .undelivered, "\(again.stderr)")
        #expect(again.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
    }

    @Test("says how to make a plan anew, and never over a file that is none")
    func remade() async throws {
        let (text, test) = try await PlanTests.plan()
        let anew = "hint: astro token plan --policy tokens.yaml --to-file"
        for (old, new, path) in [("\"Staging CI\"", "\"other\"", "nightly.json"), ("}\n", "", "plan.json")] {
            var edited = test
            edited.files["/work/nightly.json"] = text.replacing(old, with: new)
            let refused = try await edited.run(line.replacing("plan.json", with: "nightly.json"))
            #expect(refused.exitCode == .usage && refused.stderr.contains("\(anew) \(path)"), "\(refused.stderr)")
        }
        let policy = try await test.run("token apply tokens.yaml --policy tokens.yaml --yes")
        #expect(policy.stderr.contains("\(anew) plan.json"), "\(policy.stderr)")
        let missing = try await test.run(line.replacing("plan.json", with: "none.json"))
        #expect(missing.stderr.contains("\(anew) none.json"), "\(missing.stderr)")
        let other = try await test.run("\(line) --only ctoken00000000000cideploy")
        #expect(other.stderr.contains("hint: astro token plan --policy tokens.yaml\n"), "\(other.stderr)")
    }

    @Test("names the missing half of a scheduler's variables")
    func halfShard() async throws {
        var (_, test) = try await PlanTests.plan()
        test.variables["JOB_COMPLETION_INDEX"] = "1"
        let result = try await test.run("\(line) --shard auto")
        #expect(result.stderr.contains("JOB_COMPLETION_INDEX is set, but ASTRO_SHARD_COUNT is not"))
        #expect(result.stderr.contains("hint: pass --shard I/N"))
    }
}
