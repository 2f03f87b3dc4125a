import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("A policy file")
struct PolicyTests {
    static let example = """
        # Our rules
        version: 1
        defaults: {verify: true}
        rules:
          - name: break-glass accounts are nobody's business
            select: {match: "break-glass*"}
            skip: true
          - name: production CI
            select: {scope: DEPLOYMENT, workspace: Analytics, match: "ci-*", olderThan: 60d}
            deliver:
              - command: [vault, kv, put, -mount=secret, "astro/{deployment.name}/{token.name}", "token=-"]
          - name: all others once a year
            select: {olderThan: 330d}
            verify: false
            overlap: 0
            deliver:
              - file: "out/{token.id}"

        """

    @Test("is parsed with its defaults, rules and destinations")
    func reads() throws {
        let file = PolicyFile(Self.example)
        #expect(file.errors == [])
        let rules = file.policy.rules
        #expect(rules.map(\.name).count == 3)
        #expect(rules.map(\.skip) == [true, false, false])
        #expect(rules.map(\.verify) == [true, true, false])
        #expect(rules[1].select.criteria.scopes == [.deployment])
        #expect(rules[1].select.workspaces == ["Analytics"])
        #expect(rules[1].select.criteria.olderThan == .seconds(60 * 86_400))
        #expect(
            rules[1].deliver.commands == [
                ["vault", "kv", "put", "-mount=secret", "astro/{deployment.name}/{token.name}", "token=-"]
            ])
        #expect(rules[2].deliver.files == ["out/{token.id}"])
        #expect(file.policy.hash == SHA256.hexadecimal(Self.example))
    }

    @Test("replaces tokens instead of rotating in place if it says how long both work")
    func overlaps() {
        let rule = "    deliver: [{file: '{token.id}'}]\n"
        let file = PolicyFile(
            "version: 1\ndefaults: {overlap: 30d}\nrules:\n  - name: a\n    select: {match: a}\n\(rule)"
                + "  - name: b\n    select: {match: b}\n    overlap: 0\n\(rule)  - name: c\n    overlap: manual\n\(rule)"
        )
        #expect(file.errors == [])
        #expect(file.policy.rules.map(\.overlap) == [.after(.seconds(30 * 86_400)), nil, .manual])
    }

    @Test("can be written in JSON")
    func json() {
        let file = PolicyFile(
            """
            {"version": 1, "defaults": {"verify": true},
             "rules": [
               {"name": "a\\u00e9\\ud83d\\ude80", "select": {"scope": ["DEPLOYMENT", "workspace"], "neverUsed": true},
                "deliver": [{"file":"out/{token.id}"}, {"envFile": "x/{token.id}:TOKEN"}]}]}
            """)
        #expect(file.errors == [])
        #expect(file.policy.rules.first?.name == "aé🚀")
        #expect(file.policy.rules.first?.select.criteria.isNeverUsed == true)
        #expect(file.policy.rules.first?.deliver.envFiles.first?.name == "TOKEN")
    }

    @Test("fits its schema in JSON, and a misspelled key does not")
    func schema() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let schema = try JSONDocument(Data(contentsOf: root.appending(path: "docs/schemas/token-policy.schema.json")))
        let policy = """
            {"version": 1, "defaults": {"verify": true}, "rules": [
              {"name": "a", "select": {"match": "b*"}, "skip": true},
              {"name": "c", "select": {"scope": ["DEPLOYMENT"], "workspace": "Analytics", "olderThan": "60d"},
               "deliver": [{"command": ["vault", "{token.id}"]}, {"file": "out/{token.id}"}]}]}
            """
        #expect(PolicyFile(policy).errors == [])
        #expect(try schema.problems(in: Data(policy.utf8)) == [])
        #expect(try schema.problems(in: Data(policy.replacing("\"skip\"", with: "\"skipp\"").utf8)) != [])
        #expect(try schema.problems(in: Data(#"{"version": 1, "rules": []}"#.utf8)) != [])
    }

    static let rule = "version: 1\nrules:\n  - name: a\n    "

    @Test(
        "names every error with its line",
        arguments: [
            ("", 1, "empty"), ("version: 2\nrules: []", 1, "version 2"), ("rules: []", 1, "needs 'version'"),
            ("version: 1\nrules: []", 2, "at least one rule"),
            (rule + "select: {expired: false}\n    skip: true", 4, "'expired' selects nothing with false"),
            (rule + "select: {neverUsed: false}\n    skip: true", 4, "'neverUsed' selects nothing with false"),
            ("version: 1", 1, "needs 'rules'"), ("version: 1\nrules: 5", 2, "must be a list"),
            ("version: 1\nruls: []", 2, "did you mean 'rules'"), ("version: 1\nversion: 1", 2, "a second time"),
            ("version: 1\nrules:\n  - select: {}", 3, "needs 'name'"),
            (rule + "skip: maybe", 4, "true or false"), (rule + "skipp: true", 4, "did you mean 'skip'"),
            (rule + "select: {}", 3, "needs 'deliver'"),
            (rule + "skip: true\n    deliver: [{file: x}]", 5, "remove 'deliver'"),
            (rule + "select: {olderThan: 60}\n    skip: true", 4, "'60' is not a duration"),
            (rule + "select:\n      scope: galaxy\n    skip: true", 5, "'galaxy' is not one of deployment"),
            (rule + "deliver: []", 3, "needs 'deliver'"), (rule + "deliver: [{file: a, command: [b]}]", 4, "one of"),
            (rule + "deliver:\n      - file: '{token.nmae}'", 5, "no placeholder {token.nmae}"),
            (rule + "deliver:\n      - command: [sh, -c, 'x {token.name}']", 5, "would be run"),
            (rule + "deliver:\n      - command: vault put", 5, "must be a list"),
            (rule + "deliver:\n      - envFile: 'x:PATH'", 5, "PATH"),
            (rule + "overlap: soon\n    deliver: [{file: x}]", 4, "'soon' is not manual"),
            ("version: 1\ndefaults: {overlap: never}\nrules: []", 2, "'never' is not manual"),
            (rule + "skip: true\n  - name: a\n    select: {match: b}\n    skip: true", 5, "already has the name"),
            (rule + "skip: true\n  - name: b\n    skip: true", 5, "never reached: 'a' on line 3"),
            (
                rule
                    + "select: {olderThan: 30d}\n    skip: true\n  - name: b\n    select: {olderThan: 60d, match: x}\n    skip: true",
                6, "never reached"
            ),
            ("version: 1\n\trules: []", 2, "tab"), ("version: 1\nrules: [", 2, "not closed"),
            ("version: \"1", 1, "quote"), ("version: &a 1", 1, "'&'"), ("version: 1\n  rules: []", 2, "indented"),
            ("a: b: c", 1, "': '"), ("version: 1\nrules:\n  - |\n    x", 3, "'|'"), ("- a", 1, "must be a mapping"),
        ])
    func complains(text: String, line: Int, words: String) {
        let errors = PolicyFile(text).errors
        #expect(errors.contains { $0.line == line && $0.complaint.contains(words) }, "\(errors)")
    }

    @Test("accepts a rule after a narrower one")
    func reachable() {
        let text =
            Self.rule + """
                select: {olderThan: 60d, scope: deployment}
                    skip: true
                  - name: b
                    select: {olderThan: 30d, scope: deployment}
                    skip: true
                  - name: c
                    select: {expiresWithin: 7d}
                    skip: true
                  - name: d
                    select: {expiresWithin: 14d}
                    skip: true
                  - name: e
                    skip: true
                """
        #expect(PolicyFile(text).errors == [])
    }

    @Test("is checked without a server, and every error is reported with its line")
    func check() async throws {
        var test = CommandTest(.astro, FleetPlugin.self)
        test.files["/work/tokens.yaml"] = Self.example
        let valid = try await test.run("token plan --policy tokens.yaml --check")
        #expect(valid.stderr == "The policy is valid: 3 rules.\n")
        test.files["/work/tokens.yaml"] = "version: 1\nruls: []\n"
        let invalid = try await test.run("token plan --policy tokens.yaml --check")
        #expect(invalid.stderr.contains("hint: astro token plan --policy tokens.yaml --check"), "\(invalid.stderr)")
        #expect(invalid.exitCode == .usage)
        #expect(invalid.stderr.contains("tokens.yaml:2"))
        #expect(invalid.stderr.contains("did you mean 'rules'?"))
    }

    @Test("of random text is parsed or refused, and never crashes")
    func fuzz() {
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "version", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "a", "rules", "\\u00", "é", "|",
            "\t", "---", "1",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0..<30, using: &generator)).map { _ in
                pieces.randomElement(using: &generator)!
            }.joined()
            _ = PolicyFile(text)
        }
    }
}
