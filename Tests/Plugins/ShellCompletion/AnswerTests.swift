import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import ShellCompletion

@Suite("The answer to a shell's script")
struct AnswerTests {
    enum Size: String, CaseIterable, ArgumentValue { case big, small }

    struct Grow: Command {
        static let configuration = CommandConfiguration("grow", summary: "Let it: grow")
        static let fields = ["id", "name"]
        @Option(help: "Which: one", completion: .local { _ in Self.plants }) var plant: String?
        @Option(help: "How", completion: .files) var plan: String?
        @Option(help: "Where", completion: .folders) var store: String?
        static let plants = [
            Completion.Candidate("o'brien", #"an \ apple: red"#), Completion.Candidate(#"a "b" $c"#),
            Completion.Candidate("a:b=c", "x"),
        ]
        func run(in context: Context) async throws {}
    }

    enum Plants: Plugin {
        static let manifest = PluginManifest("plants", summary: "Plants")
        static let mounts = [Mount(commands: [Grow.self])]
    }

    let test = CommandTest(.astro, Plants.self, ShellCompletionPlugin.self)

    func answer(_ shell: String, _ word: String, _ words: String...) async throws -> [String] {
        let result = try await test.run(["completion", "candidates", "--shell", shell, "--word=\(word)", "--"] + words)
        #expect(result.exitCode == .success)
        #expect(result.stderr == "")
        return result.stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test("has for bash the replacement of its part of the word, with the same quotes")
    func bash() async throws {
        #expect(
            try await answer("bash", "", "astro grow --plant ")
                == ["words", "", #"o\'brien"#, #"a\ \"b\"\ \$c"#, "a:b=c"])
        #expect(try await answer("bash", "a ", #"astro grow --plant "a "#) == ["words", "", #"a \"b\" \$c"#])
        #expect(try await answer("bash", "o", "astro grow --plant 'o") == ["words", "", #"o'\''brien"#])
        #expect(try await answer("bash", "c", "astro grow --plant=a:b=c") == ["words", "--plant=", "c"])
        #expect(try await answer("bash", "", "astro grow --plant=a:b=") == ["words", "--plant=", "c"])
        #expect(try await answer("bash", "n", "astro grow --fields id,n") == ["open", "id,", "name"])
        #expect(try await answer("bash", "id,n", "astro grow --fields id,n") == ["open", "id,", "id,name"])
        #expect(try await answer("bash", "", "astro grow --plan=") == ["files", "--plan="])
        #expect(try await answer("bash", "", "astro grow --store ") == ["folders", ""])
    }

    @Test(
        "has nothing for bash for an invalid line, or one that it cannot replace",
        arguments: [
            ("x", "astro grow --plant y"), ("", ""), ("", "astro $(x) "), ("", "astro grow > "), ("", "astro nope "),
        ])
    func bashNothing(word: String, line: String) async throws { #expect(try await answer("bash", word, line) == []) }

    @Test("has for zsh the stem, and candidates for _describe")
    func zsh() async throws {
        #expect(
            try await answer("zsh", "--plant=o", "grow") == [
                "words", "--plant=", #"o'brien:an \\ apple: red"#, #"a "b" $c"#, #"a\:b=c:x"#,
            ])
        #expect(try await answer("zsh", "", "grow", "--plan") == ["files", ""])
        #expect(try await answer("zsh", "", "nope") == [])
    }

    @Test("has for fish whole words with descriptions, and the typed part of a path")
    func fish() async throws {
        #expect(
            try await answer("fish", #"--plant="a"#, "grow") == [
                "words", "--plant=", "a", "--plant=a \"b\" $c\t",
                "--plant=a:b=c\tx",
            ])
        #expect(
            try await answer("fish", "bb", "grow", "--plant") == [
                "words", "", "bb",
            ])
        #expect(try await answer("fish", #"--plan='x y"#, "grow") == ["files", "--plan=", "x y"])
        #expect(try await answer("fish", "(x", "grow", "--plant") == [])
    }

    @Test("has for PowerShell quoted words, displayed words, and a tip that is never empty")
    func powerShell() async throws {
        #expect(
            try await answer("powershell", "", "grow", "--plant") == [
                "words", "'o''brien'\to'brien\tan \\ apple: red", "'a \"b\" $c'\ta \"b\" $c\ta \"b\" $c",
                "a:b=c\ta:b=c\tx",
            ])
        #expect(
            try await answer("powershell", "'--plant=a ", "grow") == [
                "words", "'--plant=a \"b\" $c'\ta \"b\" $c\ta \"b\" $c",
            ])
        #expect(try await answer("powershell", "", "grow", "--plan") == ["files"])
        #expect(try await answer("powershell", "", "nope") == [])
    }

    @Test("is never an error", arguments: Shell.allCases)
    func wrong(shell: Shell) async throws {
        #expect(try await answer(shell.rawValue, "--", "grow", "--bogus") == [])
        #expect(try await answer(shell.rawValue, "'\u{1}", "\u{0}", "\u{FFFD}") == [])
    }
}

@Suite("Words that a shell passes with their quotes")
struct RawWordTests {
    @Test(
        "are unquoted for fish",
        arguments: [
            (#"a\ b"#, "a b"), (#"'a\'b"#, "a'b"), (#""a\"\$b"#, #"a"$b"#), (#""a\b"#, #"a\b"#), (#"a\"#, "a"),
            (#"'a"b'c"#, #"a"bc"#),
        ])
    func fish(raw: String, word: String) { #expect(FishQuestion.unquoted(raw) == word) }

    @Test(
        "are unquoted for PowerShell",
        arguments: [("a` b", "a b"), ("'a''b", "a'b"), (#""a""b`"c"#, #"a"b"c"#), ("'a`b'", "a`b"), ("a`", "a")])
    func powerShell(raw: String, word: String) { #expect(PowerShellQuestion.unquoted(raw) == word) }

    @Test("are quoted for bash without history expansion, inside and outside quotes")
    func history() {
        #expect(BashQuestion.quoted(Substring("a!b").unicodeScalars, within: nil) == #"a\!b"#)
        #expect(BashQuestion.quoted(Substring("a!b").unicodeScalars, within: .double) == #"a"'!'"b"#)
        #expect(BashQuestion.quoted(Substring("a!b").unicodeScalars, within: .single) == "a!b")
    }
}
