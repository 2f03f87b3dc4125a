import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token plan")
struct PlanTests {
    static let policy = """
        version: 1
        rules:
          - name: robots
            select: {match: "sandbox*"}
            deliver: [{file: "out-{token.id}"}]
          - name: leave Terraform alone
            select: {scope: organization}
            skip: true
          - name: staging
            select: {deployment: Staging}
            deliver: [{file: "out-{token.id}"}]
          - name: nobody
            select: {match: "nothing*"}
            deliver: [{file: "out-{token.id}"}]
          - name: bots
            select: {scope: workspace, match: "*bot"}
            deliver: [{file: "out-{token.name}"}]

        """

    let remaking = PlanRemaking(plan: "plan.json", policy: "tokens.yaml")

    /// A test in the sandbox with a policy.
    static func test(_ policy: String = policy) -> CommandTest {
        var test = Fixture.sandbox()
        test.allowsWriting = true
        test.files["/work/tokens.yaml"] = policy
        return test
    }

    /// A plan of the policy, and the files afterwards.
    static func plan(_ flags: String = "--policy tokens.yaml") async throws -> (text: String, test: CommandTest) {
        var test = test()
        let result = try await test.run("token plan \(flags) -o json")
        #expect(result.exitCode == .success, "\(result.stderr)")
        test.files = result.files
        test.files["/work/plan.json"] = result.stdout
        return (result.stdout, test)
    }

    @Test("is written like Codable does, and can be decoded field by field")
    func written() throws {
        let item = RotationPlan.Item(
            id: "c1", name: "a \"quoted\" / é 🎉", scope: "DEPLOYMENT", placeId: "c2", placeName: "Prod",
            fingerprint: RotationPlan.Fingerprint(shortToken: "abc", lastRotatedAt: "2026-01-05T10:00:00Z"),
            endAt: "2027-01-05T10:00:00Z", rule: "bots", reason: "older than 90d", action: .overlap, overlap: "7d")
        let bare = RotationPlan.Item(
            id: "c3", name: "", scope: "WORKSPACE", placeId: "c4", placeName: "c4",
            fingerprint: RotationPlan.Fingerprint(shortToken: "def", lastRotatedAt: nil), endAt: nil, rule: nil,
            reason: "selected", action: .rotate, overlap: nil)
        let leftOut = [
            RotationPlan.LeftOut(
                id: "c5", name: "own", why: .ownCredential, rule: "bots", command: ["token", "rotate"]),
            RotationPlan.LeftOut(id: "c6", name: "other", why: .unmatched, rule: nil, command: nil),
        ]
        let plan = RotationPlan(
            madeAt: Date(timeIntervalSince1970: 0), validUntil: Date(timeIntervalSince1970: 1),
            context: "astronomer.io",
            organizationId: "c7", policy: "hash", items: [item, bare], leftOut: leftOut)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(
            String(decoding: plan.json(isIndented: false), as: UTF8.self)
                == String(decoding: try encoder.encode(plan), as: UTF8.self))
        #expect(try RotationPlan.read(Data(plan.json(isIndented: true)), remaking: remaking) == plan)
        var lines = YAMLRowWriter(indent: 2)
        lines.write(leftOut)
        #expect(
            String(decoding: lines.output.bytes, as: UTF8.self)
                == YAMLWriter.text(of: .array(leftOut.map { JSONValue($0) }), indent: 2))
    }

    @Test(
        "accepts lists of strings, and nothing else in their place",
        arguments: [
            (#"["a", "b\n"]"#, ["a", "b\n"]), ("[]", []), (#"["a", 1]"#, nil), (#""a""#, nil),
        ] as [(String, [String]?)])
    func texts(list: String, texts: [String]?) {
        let page = #"{"list": [{"id": "c5", "name": "n", "why": "skipped", "command": \#(list)}], "totalCount": 1}"#
        let read = Data(page.utf8).withUnsafeBytes {
            JSONRowReader.page(
                of: RotationPlan.LeftOut.self, in: $0.assumingMemoryBound(to: UInt8.self), rows: "list",
                total: "totalCount")
        }
        #expect(read?.rows.first?.command == texts)
    }

    @Test("follows the first rule that matches, and names every token that is left out")
    func decides() async throws {
        let (text, _) = try await Self.plan()
        let plan = try RotationPlan.read(Data(text.utf8), remaking: remaking)
        #expect(Set(plan.items.map(\.name)) == ["Staging CI", "Analytics bot"])
        let why = Dictionary(grouping: plan.leftOut) { $0.why }.mapValues { $0.map(\.name).sorted() }
        #expect(why[.ownCredential] == ["Sandbox owner"])
        #expect(why[.skipped] == ["Terraform"])
        #expect(why[.unmatched]?.contains("CI deploy") == true)
    }

    @Test("is a table for people, who learn of rules that match nothing and of the credential in use")
    func table() async throws {
        let result = try await Self.test().run("token plan --policy tokens.yaml --fields name,rule,reason --no-header")
        #expect(result.stdout.contains("Staging CI"))
        #expect(result.stderr.contains("The rule 'nobody' matches no token."))
        #expect(result.stderr.contains("is the credential in use, so the plan leaves it out"))
        #expect(result.stderr.contains("2 tokens to rotate; left out: 1 own credential, 1 skipped"))
    }

    @Test("says where the plan is, and how to apply it")
    func written() async throws {
        let result = try await Self.test().run("token plan --policy tokens.yaml --to-file nightly.json")
        #expect(result.stderr.contains("The plan is in nightly.json, to be applied until 20"), "\(result.stderr)")
        #expect(result.stderr.contains("hint: astro token apply nightly.json --policy tokens.yaml"))
        let flags = try await Self.test().run("token plan --deployment Staging --to-file nightly.json")
        #expect(flags.stderr.contains("hint: astro token apply nightly.json --to-file 'tokens/{token.id}'"))
        let empty = try await Self.test().run("token plan --match 'nobody*' --to-file nightly.json")
        #expect(empty.stderr.contains("The plan is in nightly.json") && !empty.stderr.contains("token apply"))
    }

    @Test("and apply never overwrite the policy and the plan, whatever a token's name is")
    func spared() async throws {
        let policy = """
            version: 1
            rules: [{name: all, select: {deployment: Staging}, deliver: [{file: "{token.name}"}]}]
            """
        var test = Self.test(policy)
        test.files["/work/Staging CI"] = policy
        for line in ["--policy 'Staging CI'", "--policy tokens.yaml --to-file 'Staging CI'"] {
            let result = try await test.run("token plan \(line)")
            #expect(result.exitCode == .usage && result.stderr.contains("Staging CI, which is still needed"))
        }
        test.files["/work/plan.json"] = try await test.run("token plan --policy tokens.yaml -o json").stdout
        let applied = try await test.run("token apply plan.json --policy 'Staging CI' --yes")
        #expect(applied.exitCode == .partial, "\(applied.stderr)")
        #expect(applied.files["/work/Staging CI"] == policy)
        #expect(applied.stdout.contains("would replace Staging CI, which is still needed"), "\(applied.stdout)")
    }

    @Test("leaves out tokens that are being replaced, and unmatched ones without a policy")
    func replacing() async throws {
        var test = Self.test()
        test.files = try await test.run("token rotate 'Staging CI' --overlap 7d --yes -c").files
        let result = try await test.run("token plan --deployment Staging -o json")
        let plan = try RotationPlan.read(Data(result.stdout.utf8), remaking: remaking)
        #expect(plan.items.isEmpty)
        #expect(plan.leftOut.map(\.why) == [.replacing, .replacing])
    }

    @Test(
        "refuses a value that could not be delivered, and names the token",
        arguments: [
            ("file: out", "both go to"), ("file: 'missing-folder/{deployment.name}'", "Analytics bot"),
            ("command: [no-such-program, '{token.id}']", "no-such-program"),
        ])
    func undeliverable(destination: String, words: String) async throws {
        var test = Self.test(
            "version: 1\nrules:\n  - name: a\n    select: {match: \"*bot\", scope: workspace}\n    deliver: [{\(destination)}]\n  - name: b\n    select: {deployment: Staging}\n    deliver: [{\(destination)}]\n"
        )
        test.allowsWriting = true
        let result = try await test.run("token plan --policy tokens.yaml")
        #expect(result.exitCode != .success)
        #expect(result.stderr.contains(words), "\(result.stderr)")
    }

    @Test("and the report never replace the policy", arguments: ["plan", "report"])
    func policyAsOutput(verb: String) async throws {
        let result = try await Self.test().run("token \(verb) --policy tokens.yaml --to-file tokens.yaml")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("would replace the policy tokens.yaml"), "\(result.stderr)")
        #expect(result.files["/work/tokens.yaml"] == Self.policy)
    }

    @Test("needs something to go by", arguments: ["", "--check", "--sort name", "--valid-for 5"])
    func usage(flags: String) async throws {
        #expect(try await Fixture.test().run("token plan \(flags)").exitCode == .usage)
    }

    @Test("contains no secret, command or path, and matches its schema")
    func schema() async throws {
        let (text, _) = try await Self.plan()
        #expect(!text.contains("out-"))
        #expect(!text.contains("eyJ"))
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let schema = try JSONDocument(Data(contentsOf: root.appending(path: "docs/schemas/token-plan.schema.json")))
        #expect(try schema.problems(in: Data(text.utf8)) == [])
        #expect(try schema.problems(in: Data(text.replacing("\"items\"", with: "\"itmes\"").utf8)) != [])
    }

    @Test(
        "is refused after any edit",
        arguments: [
            ("\"Staging CI\"", "\"CI deploy\""), ("\"version\": 1", "\"version\": 2"), ("\"rotate\"", "\"delete\""),
            ("\"version\": 1", "\"version\": 1, \"x\": 1"), ("\"version\": 1", "\"version\": 1, \"items\": []"),
            ("\"reason\": \"selected\"", "\"reason\": \"selected\", \"reason\": \"because\""),
            ("}\n", ""), ("{", "["), ("\"reason\": \"selected\"", "\"reason\": \"because\""),
        ])
    func edited(old: String, new: String) async throws {
        let (text, _) = try await Self.plan()
        let edited = text.replacing(old, with: new)
        #expect(edited != text)
        #expect(throws: CommandError.self) { try RotationPlan.read(Data(edited.utf8), remaking: remaking) }
    }

    @Test("is refused elsewhere, later, with another policy, or for the credential in use")
    func applicable() async throws {
        let (text, _) = try await Self.plan()
        let plan = try RotationPlan.read(Data(text.utf8), remaking: remaking)
        let end = try #require(Timestamp(plan.validUntil).date)
        func check(
            _ date: Date = end.addingTimeInterval(-1), context: String = "sandbox", organization: String? = nil,
            own: String? = nil
        ) throws {
            try plan.requireApplicable(
                now: date, context: context, organizationID: organization ?? plan.organizationId, own: own,
                remaking: remaking)
        }
        try check()
        #expect(throws: CommandError.self) { try check(end) }
        #expect(throws: CommandError.self) { try check(context: "elsewhere") }
        #expect(throws: CommandError.self) { try check(organization: "corg2") }
        try plan.requireMade(by: plan.policy, remaking: remaking)
        #expect(throws: CommandError.self) { try plan.requireMade(by: "0", remaking: remaking) }
        #expect(throws: CommandError.self) { try plan.requireMade(by: nil, remaking: remaking) }
        #expect(throws: CommandError.self) { try check(own: plan.items[0].id) }
    }

    @Test(
        "refuses a name that would become another folder or an option, and names the token",
        arguments: ["../../etc", "..", "-rf", "a/b"])
    func hostileNames(name: String) async throws {
        var test = Self.test(
            "version: 1\nrules:\n  - name: a\n    select: {deployment: Staging}\n    deliver: [{file: \"{token.name}\"}]\n"
        )
        test.files = try await test.run(["token", "update", "Staging CI", "--new-name", name]).files
        let result = try await test.run("token plan --policy tokens.yaml -o json")
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("ctoken0000000000stagingci"), "\(result.stderr)")
    }

    @Test("keeps any name within one word of a command", arguments: ["$(id)", "a b'\"`", "a;b|c", "*"])
    func harmlessNames(name: String) async throws {
        var test = Self.test(
            "version: 1\nrules:\n  - name: a\n    select: {deployment: Staging}\n"
                + "    deliver: [{command: [sh, -c, 'cat >/dev/null; test \"$1\" = \"$EXPECTED\"', _, \"{token.name}\"]}]\n"
        )
        test.variables["PATH"] = "/usr/bin:/bin"
        test.variables["EXPECTED"] = name
        test.files = try await test.run(["token", "update", "Staging CI", "--new-name", name]).files
        let plan = try await test.run("token plan --policy tokens.yaml -o json")
        test.files = plan.files
        test.files["/work/plan.json"] = plan.stdout
        let result = try await test.run("token apply plan.json --policy tokens.yaml --yes")
        #expect(result.exitCode == .success, "\(result.stderr)")
    }
}
