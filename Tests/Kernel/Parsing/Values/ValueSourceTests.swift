@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("A value from a file or stdin")
struct ValueSourceTests {
    struct Sow: Command, Equatable {
        static let configuration = CommandConfiguration("sow", summary: "Sow it")
        @Argument("NOTE", help: "A note", source: .wordOrFile) var note: String?
        @Option("t", help: "A text", environment: "SOW_TEXT", source: .wordOrFile) var text: String?
        @Option("p", help: "A key", environment: "SOW_KEY", validate: .key, source: .file) var key: String?
        @Option("n", help: "How many", source: .wordOrFile) var count: Int?
        @Option(help: "Labels", source: .wordOrFile) var label: [String] = []
        @Option(help: "A word") var word: String?
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {
            if force { try await context.output.confirm("Sure?", flag: "--force") }
            let all = [note, text, key, count.map(String.init), word].map { $0 ?? "-" } + label
            try context.output.text(all.joined(separator: "|"))
        }
    }

    enum Seeds: Plugin {
        static let manifest = PluginManifest("seeds", summary: "Seeds")
        static let mounts = [Mount(commands: [Sow.self])]
    }

    func run(
        _ words: [String], files: [String: String] = [:], input: [String] = [], variables: [String: String] = [:]
    ) async throws -> CommandResult {
        var test = CommandTest(.test, Seeds.self)
        test.files = files
        test.input = input
        test.variables = variables
        return try await test.run(["sow"] + words)
    }

    @Test(
        "is the file's content without its final line break",
        arguments: [
            ("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a \r\nb\n", " a \r\nb"), ("", ""),
            ("\u{0}🎉\u{1B}", "\u{0}🎉\u{1B}"),
        ])
    func file(content: String, value: String) async throws {
        let result = try await run(["--text", "@notes/a.txt"], files: ["/work/notes/a.txt": content])
        #expect(result.stdout == "-|\(value)|-|-|-\n")
        #expect(try await run(["-t@/a"], files: ["/a": content]).stdout == result.stdout)
        #expect(try await run(["@/a"], files: ["/a": content]).stdout == "\(value)|-|-|-|-\n")
    }

    @Test("is all that stdin holds", arguments: [["--text", "-"], ["-t-"], ["--text=-"]])
    func stdin(words: [String]) async throws {
        #expect(try await run(words, input: ["a", "", "b"]).stdout == "-|a\n\nb|-|-|-\n")
        #expect(try await run(words, input: []).stdout == "-||-|-|-\n")
    }

    @Test("is text that starts with @ if two are written, and a word otherwise")
    func literal() async throws {
        #expect(try await run(["--text", "@@x"]).stdout == "-|@x|-|-|-\n")
        #expect(try await run(["--text", "x@y"]).stdout == "-|x@y|-|-|-\n")
        #expect(try await run(["--text", "--", "--word"]).exitCode == .usage)
        #expect(try await run(["--word", "@x"]).stdout == "-|-|-|-|@x\n")
        #expect(try await run(["--word", "-"]).stdout == "-|-|-|-|-\n")
    }

    @Test("is mixed with words in a list, in order")
    func list() async throws {
        let words = ["--label", "a", "--label", "@/b", "--label", "-"]
        #expect(try await run(words, files: ["/b": "b\n"], input: ["c"]).stdout == "-|-|-|-|-|a|b|c\n")
    }

    @Test("is read only for the last occurrence of an option")
    func lastWins() async throws {
        #expect(try await run(["-t", "@/nowhere", "-t", "a"]).stdout == "-|a|-|-|-\n")
        #expect(try await run(["-t", "-", "-t", "-"], input: ["a"]).stdout == "-|a|-|-|-\n")
    }

    @Test("is read literally from a variable")
    func variable() async throws {
        let variables = ["SOW_TEXT": "@/a", "SOW_KEY": "key -"]
        #expect(try await run([], variables: variables).stdout == "-|@/a|key -|-|-\n")
    }

    @Test("is read only after the rest of the line is valid")
    func order() async throws {
        for surplus in [["--nope"], ["--count", "x"], ["a", "b"], ["--fields", "x"]] {
            // Input that was already read could not be read again.
            await #expect(throws: UnmetExpectation.self) {
                _ = try await run(["--text", "-"] + surplus, input: ["a"])
            }
        }
        await #expect(throws: UnmetExpectation.self) { _ = try await run(["--text", "-", "-fh"], input: ["a"]) }
    }

    @Test("leaves nothing on stdin for prompts")
    func question() async throws {
        let result = try await run(["--text", "-", "--force"], input: ["a", "y"])
        #expect(result.exitCode == .cancelled)
    }

    @Test(
        "that would read stdin twice is exit 2",
        arguments: [
            (["--text", "-", "-"], "NOTE and --text ask for it"),
            (["--text", "-", "-n-"], "--text and --count ask for it"),
            (["--label", "-", "--label", "-"], "--label asks for it twice"),
        ])
    func twice(words: [String], complaint: String) async throws {
        let result = try await run(words)
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("stdin holds one value, but \(complaint)\n"))
    }

    @Test("of a missing file is exit 2 and names the path")
    func missing() async throws {
        let result = try await run(["--text", "@no/such"])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: --text: there is no file 'no/such'\n"))
        #expect(try await run(["@"]).stderr.hasPrefix("error: NOTE: the path after @ is missing\n"))
    }

    @Test("of more than 1 MiB is exit 2, of exactly 1 MiB is read")
    func size() async throws {
        let most = String(repeating: "x", count: 1 << 20)
        #expect(try await run(["-t@/a"], files: ["/a": most]).stdout == "-|\(most)|-|-|-\n")
        let file = try await run(["-t@/a"], files: ["/a": most + "x"])
        #expect(file.exitCode == .usage && file.stderr.contains("--text: '/a' is longer than 1 MiB"))
        let stdin = try await run(["-t-"], input: [most])
        #expect(stdin.exitCode == .usage && stdin.stderr.contains("--text: stdin is longer than 1 MiB"))
    }

    @Test("is checked against type and rule, and not shown in the error")
    func rules() async throws {
        #expect(try await run(["-n@/a"], files: ["/a": "12\n"]).stdout == "-|-|-|12|-\n")
        let number = try await run(["-n@/a"], files: ["/a": "a dozen"])
        #expect(number.exitCode == .usage && !number.stderr.contains("dozen"))
        #expect(number.stderr.contains("--count: the value is not a whole number"))
    }

    @Test("that must not be typed is refused without being shown", arguments: ["hunter2", "@@hunter2", ""])
    func secret(word: String) async throws {
        for words in [["--key", word], ["--key=\(word)"], ["-p=\(word)"], ["--key", word, "--key", "@/a"]] {
            let result = try await run(words, files: ["/a": "key x"])
            #expect(result.exitCode == .usage)
            #expect(
                result.stderr == """
                    error: --key: a value on the command line would be visible to other processes
                    hint: pass --key @PATH to have it read from a file

                    """)
        }
        #expect(try await run(["--key", "@/a"], files: ["/a": "key x\n"]).stdout == "-|-|key x|-|-\n")
        #expect(try await run(["--key", "-"], input: ["key x"]).stdout == "-|-|key x|-|-\n")
    }

    @Test("that must not be typed is in no error, wherever it comes from")
    func unsoundSecret() async throws {
        let results = [
            try await run(["--key", "@/a"], files: ["/a": "hunter2"]),
            try await run(["--key", "-"], input: ["hunter2"]),
            try await run([], variables: ["SOW_KEY": "hunter2"]),
        ]
        for result in results {
            #expect(result.exitCode == .usage)
            #expect(result.stderr.contains("the value is no key"))
            #expect(!result.stderr.contains("hunter2"))
        }
        #expect(results[2].stderr.hasPrefix("error: SOW_KEY: "))
    }

    @Test("is explained in help")
    func help() async throws {
        let help = try await CommandTest(.test, Seeds.self).run("sow --help").stdout
        #expect(help.contains("A text ($SOW_TEXT; or @PATH, or - for stdin)\n"))
        #expect(help.contains("A key ($SOW_KEY; as @PATH, or - for stdin)\n"))
    }
}

extension Validator where Value == String {
    fileprivate static var key: Validator { Validator { $0.hasPrefix("key ") ? nil : "is no key" } }
}
