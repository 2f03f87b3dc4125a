import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@testable import Fleet

@Suite("astro token apply")
struct ApplyTests {
    let line = "token apply plan.json --policy tokens.yaml --yes --rate 0"

    /// The lines of results by the tokens' names.
    static func results(_ text: String) throws -> [String: [String: Any]] {
        let rows = try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as? String ?? "", $0) })
    }

    @Test("delivers each value to its destination, and leaves a receipt that lets every worker skip it")
    func applies() async throws {
        var (_, test) = try await PlanTests.plan()
        let first = try await test.run(line)
        #expect(first.exitCode == .success, "\(first.stderr)")
        let results = try Self.results(first.stdout)
        #expect(Set(results.values.compactMap { $0["status"] as? String }) == ["rotated"])
        let value = try #require(first.files["/work/out-ctoken0000000000stagingci"])
        let short = try #require(results["Staging CI"]?["shortToken"] as? String)
        #expect(value.split(separator: ".").last?.hasPrefix(short) == true)
        #expect(first.files["/work/out-Analytics bot"] != nil)
        #expect(!first.stdout.contains(value) && !first.stderr.contains(value))
        #expect(first.stderr.contains("2 rotated."))
        test.files = first.files
        let second = try await test.run(line)
        #expect(second.exitCode == .success)
        #expect(second.stderr.contains("2 skipped."))
        #expect(second.files["/work/out-ctoken0000000000stagingci"] == value)
    }

    @Test("asks once, with the count, and a plan from stdin needs --yes")
    func asks() async throws {
        var (_, test) = try await PlanTests.plan()
        test.input = ["n"]
        let result = try await test.run("token apply plan.json --policy tokens.yaml")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("Rotate 2 tokens?"))
        #expect(try await Fixture.test().run("token apply - --policy x").exitCode == .usage)
    }

    @Test("counts a lost value as a failure, and not as one that is saved for later")
    func lost() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.variables["ASTRO_API_TOKEN"] = RotateTokensTests.credential("ctok000000000000000000009")
        let token = "\(Fixture.tokens)/\(Fixture.id)"
        let item = RotationPlan.Item(
            id: Fixture.id, name: "CI deploy", scope: "DEPLOYMENT", placeId: Fixture.deployment,
            placeName: "Production",
            fingerprint: RotationPlan.Fingerprint(shortToken: "abc123", lastRotatedAt: nil), endAt: nil, rule: nil,
            reason: "selected", action: .rotate, overlap: nil)
        let plan = RotationPlan(
            madeAt: Date(), validUntil: Date(timeIntervalSinceNow: 3600), context: "astronomer.io",
            organizationId: Fixture.organization, policy: nil, items: [item], leftOut: [])
        test.files["/work/plan.json"] = String(decoding: plan.json(isIndented: true), as: UTF8.self)
        test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", [Fixture.place])))
        test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()])))
        test.expect(.get, token, .json(Fixture.token()))
        for _ in 0..<3 {
            test.expect(.post, "\(token)/rotate", .json("{}"))
            test.expect(.get, token, .json(Fixture.token()))
        }
        let result = try await test.run("token apply plan.json --yes --canary 0 --to-file 'v-{token.id}'")
        #expect(result.exitCode == .partial, "\(result.stderr)")
        #expect(try Self.results(result.stdout)["CI deploy"]?["status"] as? String == "failed")
        #expect(!result.stderr.contains("on this machine"))
    }

    @Test("refuses a plan with a value that the policy has no destination for")
    func nowhere() async throws {
        let (text, planned) = try await PlanTests.plan()
        let plan = try RotationPlan.read(Data(text.utf8), remaking: PlanRemaking(plan: "p", policy: nil))
        for rule in [nil, "leave Terraform alone", "another"] {
            var item = plan.items[0]
            item.rule = rule
            let edited = RotationPlan(
                madeAt: Date(), validUntil: Date(timeIntervalSinceNow: 3600), context: plan.context,
                organizationId: plan.organizationId, policy: plan.policy, items: [item], leftOut: [])
            var test = planned
            test.files["/work/plan.json"] = String(decoding: edited.json(isIndented: true), as: UTF8.self)
            let result = try await test.run("token apply plan.json --policy tokens.yaml --yes")
            #expect(result.exitCode == .usage)
            #expect(
                result.stderr.contains(
                    "no rule of the policy says where the value of '\(item.name)' (\(item.id)) goes; nothing was changed"
                ))
        }
    }

    @Test("takes destinations from flags for a plan without a policy, and only then")
    func flags() async throws {
        var (_, test) = try await PlanTests.plan("--deployment Staging")
        for flags in ["", "--to-file out", "--policy tokens.yaml", "--to-file '{token.id}' --copy"] {
            let refused = try await test.run("token apply plan.json --yes \(flags)")
            #expect(refused.exitCode == .usage, "\(flags): \(refused.stderr)")
        }
        let result = try await test.run("token apply plan.json --yes --to-file 'new-{token.id}'")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files["/work/new-ctoken0000000000stagingci"] != nil)
        (_, test) = try await PlanTests.plan()
        #expect(try await test.run("\(line) --to-file '{token.id}'").exitCode == .usage)
        let unnamed = try await test.run("token apply plan.json --yes")
        #expect(unnamed.exitCode == .usage && unnamed.stderr.contains("hint: pass --policy FILE"), "\(unnamed.stderr)")
    }

    @Test("processes its shard, or the named tokens, and no others")
    func parts() async throws {
        let (_, test) = try await PlanTests.plan()
        var names: [String] = []
        for shard in ["0/2", "1/2"] {
            names += try Self.results(try await test.run("\(line) --shard \(shard)").stdout).keys
        }
        #expect(names.sorted() == ["Analytics bot", "Staging CI"])
        let only = try await test.run("\(line) --only ctoken0000000000stagingci")
        #expect(try Array(Self.results(only.stdout).keys) == ["Staging CI"])
        #expect(try await test.run("\(line) --only ctoken00000000000cideploy").exitCode == .notFound)
        #expect(try await test.run("\(line) --shard auto").exitCode == .usage)
    }

    @Test("skips tokens that were renamed, deleted or being replaced since the plan")
    func changes() async throws {
        for change in [
            "token update 'Staging CI' --new-name other", "token delete 'Staging CI' --yes",
            "token rotate 'Staging CI' --overlap 7d --yes -c",
        ] {
            var (_, test) = try await PlanTests.plan()
            test.files = try await test.run(change).files
            let result = try await test.run("\(line) --only ctoken0000000000stagingci")
            let row = try #require(try Self.results(result.stdout)["Staging CI"])
            #expect(row["status"] as? String == "skipped", "\(change): \(result.stdout)")
            #expect(result.files["/work/out-ctoken0000000000stagingci"] == nil)
        }
    }

    /// A plan whose values are all delivered to a failing command.
    static func failing() async throws -> CommandTest {
        var test = PlanTests.test(
            """
            version: 1
            rules:
              - name: bots
                select: {scope: workspace, match: "*bot"}
                deliver: [{command: [false, "{token.id}"]}]
              - name: staging
                select: {deployment: Staging}
                deliver: [{command: [false, "{token.id}"]}]

            """)
        test.variables["PATH"] = "/usr/bin:/bin"
        let plan = try await test.run("token plan --policy tokens.yaml -o json")
        test.files = plan.files
        test.files["/work/plan.json"] = plan.stdout
        return test
    }

    @Test("saves a value whose delivery fails, exits with 8, and says so for each token")
    func undelivered() async throws {
        let result = try await Self.failing().run("\(line) --canary 0 --max-failures 100%")
        #expect(result.exitCode == .undelivered, "\(result.stderr)")
        let statuses = try Self.results(result.stdout).values.compactMap { $0["status"] as? String }
        #expect(statuses == ["undelivered", "undelivered"])
        #expect(result.files.filter { $0.key.contains("/recovery/") && $0.value.contains("eyJ") }.count == 2)
    }

    @Test("ends after a canary that fails, before any other token is touched")
    func canary() async throws {
        let result = try await Self.failing().run("\(line) --max-failures 100%")
        #expect(try Self.results(result.stdout).count == 1)
        #expect(result.stderr.contains("1 undelivered, 1 not started because a canary failed"), "\(result.stderr)")
        #expect(result.stderr.contains("fixed; --canary 0 continues with the others, of which 2 may fail"))
    }

    @Test("starts nothing new after too many failures")
    func limit() async throws {
        let result = try await Self.failing().run("\(line) --canary 0 --parallel 1 --max-failures 0")
        #expect(try Self.results(result.stdout).count == 1)
        #expect(result.stderr.contains("1 not started because more than 0 failed"), "\(result.stderr)")
        #expect(
            result.stderr.contains("hint: try the same command again on this machine once the destination is fixed; "))
    }

    @Test("delivers the value that an earlier run saved, without another rotation")
    func resumed() async throws {
        var test = try await Self.failing()
        test.files = try await test.run("\(line) --only ctoken0000000000stagingci").files
        let kept = try #require(test.files.values.first { $0.contains("eyJ") && $0.contains("\"secret\"") })
        test.variables["PATH"] = "/work/bin:/usr/bin:/bin"
        // The policy is unchanged, so the plan is still valid, but the command is another one now.
        let folder = try TemporaryFolder()
        let script = folder.url.appending(path: "false")
        try Data("#!/bin/sh\ncat > \(folder.url.path())/$1\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path())
        test.variables["PATH"] = "\(folder.url.path()):/usr/bin:/bin"
        let result = try await test.run("\(line) --only ctoken0000000000stagingci")
        #expect(result.exitCode == .success, "\(result.stderr)")
        let delivered = try String(
            contentsOf: folder.url.appending(path: "ctoken0000000000stagingci"), encoding: .utf8)
        #expect(kept.contains(delivered))
    }

    @Test("repeats what this credential rotated since the plan without a receipt, and what a person names")
    func redo() async throws {
        var (_, test) = try await PlanTests.plan()
        test.files = try await test.run("token rotate 'Staging CI' --yes -c").files
        let id = "ctoken0000000000stagingci"
        let again = try await test.run("\(line) --only \(id)")
        #expect(try Self.results(again.stdout)["Staging CI"]?["status"] as? String == "rotated")
        test.files = again.files
        let before = try #require(again.files["/work/out-\(id)"])
        let redone = try await test.run("\(line) --only \(id) --redo \(id.uppercased())")
        #expect(redone.exitCode == .success, "\(redone.stderr)")
        #expect(redone.files["/work/out-\(id)"] != before)
    }

    @Test("changes nothing if receipts cannot be written")
    func refusals() async throws {
        let (_, test) = try await PlanTests.plan()
        let values = { (result: CommandResult) in result.files.keys.filter { $0.hasPrefix("/work/out-") } }
        var full = test
        full.writeFailure = FileError(.system("No space left on device"), path: "/work")
        let unwritable = try await full.run("\(line) --receipts receipts")
        #expect(unwritable.exitCode != .success)
        #expect(values(unwritable).isEmpty)
    }

    /// A plan of the fixture's token, with the listings that a worker requests.
    static func scripted() async throws -> CommandTest {
        let plan = try await Fixture.listing([Fixture.token()]).run("token plan --match 'CI*' -o json")
        var test = Fixture.test()
        test.allowsWriting = true
        test.files["/work/plan.json"] = plan.stdout
        test.expect(.get, "\(Fixture.root)/deployments", .json(Fixture.page("deployments", [Fixture.place])))
        test.expect(.get, "\(Fixture.root)/workspaces", .json(Fixture.page("workspaces", [Fixture.space])))
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", [Fixture.token()])))
        test.expect(.get, "/v1/users/self", .json(#"{"message": "no"}"#, status: 403))
        return test
    }

    /// The fixture's token with another value.
    static func rotated(_ shortToken: String, value: String? = nil) -> ScriptedTransport.Reply {
        let secret = value.map { "\"token\": \"\($0)\", " } ?? ""
        return .json(
            Fixture.token(further: #", "lastRotatedAt": "2026-03-01T00:00:00Z""#)
                .replacing("\"shortToken\": \"abc123\"", with: "\(secret)\"shortToken\": \"\(shortToken)\""))
    }

    let one = "token apply plan.json --yes --rate 0 --canary 0 --to-file 'out-{token.id}'"

    @Test("repeats an item if another worker rotated it before the delivery was done")
    func faster() async throws {
        var test = try await Self.scripted()
        let token = "\(Fixture.tokens)/\(Fixture.id)"
        test.expect(.get, token, .json(Fixture.token()))
        test.expect(.post, "\(token)/rotate", Self.rotated("first", value: "v1"))
        for _ in 1...2 { test.expect(.get, token, Self.rotated("others")) }
        test.expect(.post, "\(token)/rotate", Self.rotated("second", value: "v2"))
        test.expect(.get, token, Self.rotated("second"))
        let result = try await test.run(one)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.files["/work/out-\(Fixture.id)"] == "v2")
        #expect(try Self.results(result.stdout)["CI deploy"]?["shortToken"] as? String == "second")
    }

    @Test("waits for a busy server, and repeats the request that it refused", arguments: [429, 503])
    func busy(status: Int) async throws {
        var test = try await Self.scripted()
        let token = "\(Fixture.tokens)/\(Fixture.id)"
        // A rotation that was refused with 503 is checked afterwards.
        for _ in 1...(status == 503 ? 3 : 1) { test.expect(.get, token, .json(Fixture.token())) }
        for _ in 1...2 { test.expect(.post, "\(token)/rotate", .json(#"{"message": "later"}"#, status: status)) }
        test.expect(.post, "\(token)/rotate", Self.rotated("new", value: "v"))
        test.expect(.get, token, Self.rotated("new"))
        let result = try await test.run(one)
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(test.clock.waits.reduce(.zero, +) >= .seconds(3))
        #expect(result.files["/work/out-\(Fixture.id)"] == "v")
    }

    @Test("fails for a token that the credential may read but not rotate, and says why")
    func forbidden() async throws {
        var test = try await Self.scripted()
        let token = "\(Fixture.tokens)/\(Fixture.id)"
        test.expect(.get, token, .json(Fixture.token()))
        test.expect(.post, "\(token)/rotate", .json(#"{"message": "not you"}"#, status: 403))
        let result = try await test.run(one)
        #expect(result.exitCode == .partial)
        #expect(try Self.results(result.stdout)["CI deploy"]?["status"] as? String == "failed")
        #expect(result.stderr.contains("not you"))
    }
}
