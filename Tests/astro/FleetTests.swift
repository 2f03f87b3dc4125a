import Foundation
import Testing

/// `astro token` over real HTTP, by the built program.
@Suite("The tokens of a whole Organization, by the built program")
struct FleetTests {
    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    private func rows(_ line: String) async throws -> [String] {
        try await client.stdout(of: "\(line) --no-header").split(separator: "\n").map(String.init)
    }

    @Test("list names places, and check exits with 4 if a token needs attention")
    func lists() async throws {
        #expect(try await rows("token list --workspace Payments --fields name,placeName") == ["Ledger export  Ledger"])
        #expect(
            try await rows("token ls --scope organization --sort name --fields name") == ["Sandbox owner", "Terraform"])
        #expect(try await client.shell("astro token check --expired").exitCode == 4)
        #expect(try await client.shell("astro token check --expired --deployment Staging").exitCode == 0)
        let token = try object(try await client.stdout(of: "token inspect Terraform -o json"))
        let roles = try #require(token["roles"] as? [[String: Any]])
        #expect(Set(roles.compactMap { $0["entityName"] as? String }) == ["Acme", "Analytics", "Production"])
    }

    @Test("rotate gives each selected token its own working value, and touches no other")
    func rotates() async throws {
        let line = "astro token rotate --workspace Analytics --scope deployment --yes --to-file 'out-{token.id}'"
        let outcome = try await client.shell(line)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let files = try FileManager.default.contentsOfDirectory(atPath: client.home.path()).filter {
            $0.hasPrefix("out-")
        }
        let rotated = try await client.stdout(of: "token list -o jsonl").split(separator: "\n").map {
            try object(String($0))
        }
        .filter { $0["lastRotatedAt"] is String }
        #expect(files.count == 7)
        #expect(Set(files) == Set(rotated.compactMap { $0["id"] as? String }.map { "out-\($0)" }))
        let value = try String(
            contentsOf: client.home.appending(path: "out-ctoken0000000000stagingci"), encoding: .utf8)
        let status = try await client.run(
            ["deployment", "token", "list", "--deployment", "Staging"], extra: ["ASTRO_API_TOKEN": value])
        #expect(status.exitCode == 0)
    }

    @Test(
        "plan refuses one destination for two tokens, however its path is spelled",
        arguments: [
            ("file: out/../out/z", "file: out/z"), ("file: ./out//z", "file: out/z"), ("file: link/z", "file: out/z"),
            ("file: out/z", "envFile: 'out/z:TOK'"), ("envFile: 'out/../out/e'", "envFile: out/e"),
        ])
    func spelled(one: String, other: String) async throws {
        try write(("CI deploy", one), ("Staging CI", other))
        let outcome = try await client.shell("mkdir out; ln -s out link; astro token plan --policy tokens.yaml")
        #expect(outcome.exitCode == 2 && outcome.stderr.contains("would both go to"), "\(outcome.stderr)")
    }

    @Test("plan lets two tokens set two variables in one file")
    func variables() async throws {
        try write(("CI deploy", "envFile: 'out/e:A'"), ("Staging CI", "envFile: './out/e:B'"))
        let outcome = try await client.shell("mkdir out; astro token plan --policy tokens.yaml")
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let spared = try await client.shell("astro token plan --policy tokens.yaml --to-file ./out/../tokens.yaml")
        #expect(spared.exitCode == 2, "\(spared.stderr)")
    }

    @Test("apply rotates only one of two tokens whose destinations became one since the plan")
    func becameOne() async throws {
        try write(("CI deploy", "file: 'out/{deployment.name}'"), ("Staging CI", "file: 'out/{deployment.name}'"))
        let outcome = try await client.shell(
            """
            unset ASTRO_LOCAL_CORE ASTRO_API_TOKEN; export ASTRO_DOMAIN=sandbox; mkdir out
            astro sandbox reset && astro token plan --policy tokens.yaml -o json > plan.json || exit 99
            sed -i 's/"Staging"/"Production"/g' .astro/sandbox/state.json
            astro token apply plan.json --policy tokens.yaml --yes --canary 0 --max-failures 9
            """)
        #expect(outcome.exitCode == 7, "\(outcome.stderr)")
        #expect(count("would both go to", in: outcome.stdout) == 1, "\(outcome.stdout)")
        #expect(count("\"rotated\"", in: outcome.stdout) == 1, "\(outcome.stdout)")
    }

    @Test("apply never delivers to where the live value of a finished item lies, in no run and no part of the plan")
    func finished() async throws {
        try write(("CI deploy", "file: out/v"), ("Staging CI", "file: other/v"))
        let outcome = try await client.shell(
            """
            mkdir out other; astro token plan --policy tokens.yaml -o json > plan.json || exit 99
            rmdir other; ln -s out other
            apply() { astro token apply plan.json --policy tokens.yaml --yes --max-failures 9 "$@"; echo "exit $?"; }
            apply; apply; apply --only ctoken0000000000stagingci; apply --redo ctoken0000000000stagingci
            """)
        #expect(count("exit 7", in: outcome.stdout) == 4, "\(outcome.stdout)")
        #expect(count("\"rotated\"", in: outcome.stdout) == 1, "\(outcome.stdout)")
    }

    @Test("apply keeps the value that a receipt tells of, whatever places are called by then")
    func receipts() async throws {
        try write(("CI deploy", "file: 'out/{deployment.name}'"), ("Staging CI", "file: 'out/{deployment.name}'"))
        let outcome = try await client.shell(
            """
            unset ASTRO_LOCAL_CORE ASTRO_API_TOKEN; export ASTRO_DOMAIN=sandbox; mkdir out
            astro sandbox reset && astro token plan --policy tokens.yaml -o json > plan.json || exit 99
            apply() { astro token apply plan.json --policy tokens.yaml --yes --max-failures 9 "$@"; echo "exit $?"; }
            apply --only ctoken0000000000stagingci
            sed -i 's/"Staging"/"Old"/g; s/"Production"/"Staging"/g' .astro/sandbox/state.json
            cp out/Staging before; apply; cmp out/Staging before && echo same
            """)
        #expect(outcome.stdout.hasSuffix("exit 7\nsame\n"), "\(outcome.stdout)\(outcome.stderr)")
        #expect(outcome.stdout.contains("would overwrite the live value of"), "\(outcome.stdout)")
    }

    @Test("rotate refuses one destination for several tokens, such as two names of one file")
    func hardLinks() async throws {
        let outcome = try await client.shell(
            """
            mkdir out; echo old > out/ctoken00000000000cideploy; ln out/ctoken00000000000cideploy out/ctoken0000000000stagingci
            astro token rotate 'CI deploy' 'Staging CI' --yes --to-file 'out/{token.id}'; code=$?; cat out/*; exit $code
            """)
        #expect(outcome.exitCode == 2 && outcome.stdout == "old\nold\n", "\(outcome.stderr)")
        #expect(outcome.stderr.contains("would both go to"), "\(outcome.stderr)")
    }

    /// How often a text occurs in an output.
    private func count(_ text: String, in output: String) -> Int { output.components(separatedBy: text).count - 1 }

    /// Writes a policy with a rule for each of some tokens to `tokens.yaml`.
    private func write(_ rules: (name: String, destination: String)...) throws {
        let policy =
            "version: 1\nrules:\n"
            + rules.map { "  - {name: \($0.name), select: {match: \($0.name)}, deliver: [{\($0.destination)}]}\n" }
            .joined()
        try policy.write(to: client.home.appending(path: "tokens.yaml"), atomically: true, encoding: .utf8)
    }

    @Test("apply says why it ended at a canary, and forgets a value that another machine's is in the place of")
    func superseded() async throws {
        let folder = client.home.path()
        let policy = """
            version: 1
            rules:
              - name: staging
                select: {deployment: Staging}
                deliver: [{command: [sh, -c, 'test -e mended && cat >"new-$1"', _, "{token.id}"]}]
              - name: payments
                select: {workspace: Payments}
                deliver: [{command: [sh, -c, 'test -e mended && cat >"new-$1"', _, "{token.id}"]}]

            """
        try Data(policy.utf8).write(to: client.home.appending(path: "tokens.yaml"))
        let planned = try await client.shell("astro token plan --policy tokens.yaml --to-file plan.json")
        #expect(planned.stderr.contains("hint: astro token apply plan.json --policy tokens.yaml"), "\(planned.stderr)")
        let apply = "astro token apply plan.json --policy tokens.yaml --yes --rate 0 --receipts receipts"
        let failed = try await client.shell(apply)
        #expect(failed.exitCode == 8)
        #expect(failed.stderr.contains("1 undelivered, 1 not started because a canary failed"), "\(failed.stderr)")
        let other = try sandbox.client()
        let done = try await other.shell("cd '\(folder)' && touch mended && \(apply)")
        #expect(done.exitCode == 0 && done.stderr.contains("2 rotated."), "\(done.stderr)")
        let after = try await client.shell(apply)
        #expect(after.exitCode == 0 && after.stderr.contains("2 skipped."), "\(after.stderr)")
        // Nothing is left that would overwrite the live value with one that doesn't work.
        let kept = try await client.shell("astro deployment token recover --list")
        #expect(!kept.stdout.contains("ctoken"), "\(kept.stdout)")
    }

    @Test("rotate of a selection says how to find the values that it could not deliver")
    func undelivered() async throws {
        let outcome = try await client.shell(
            "astro token rotate --workspace Analytics --yes --to-command 'false {token.id}'")
        #expect(outcome.exitCode == 8)
        let hint = try #require(outcome.stderr.split(separator: "\n").last { $0.hasPrefix("hint: ") })
        #expect(hint.hasSuffix(" token recover --list"), "\(hint)")
        let listed = try await client.shell(String(hint.dropFirst("hint: ".count)))
        #expect(listed.exitCode == 0 && listed.stdout.contains("ctoken0000000000stagingci"), "\(listed.stderr)")
        #expect(listed.stdout.contains("ctoken0000000analyticsbot"), "both scopes are listed: \(listed.stdout)")
    }
}
