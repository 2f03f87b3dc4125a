@testable import Base
@testable import Kernel
@testable import OperatingSystem
import Testing

@Suite("Words without a dash")
struct PositionalTests {
    /// Takes exactly one word.
    struct One: Command, Equatable {
        static let configuration = CommandConfiguration("one", summary: "Take one")
        @Argument("ID", help: "Which one", validate: .identifier) var id: String
        @Flag("f", help: "Skip the question") var force = false
        func run(in context: Context) async throws {}
    }

    /// Takes none.
    struct None: Command, Equatable {
        static let configuration = CommandConfiguration("none", summary: "Take none")
        func run(in context: Context) async throws {}
    }

    func read<Read: Command>(_ type: Read.Type, _ words: [String]) throws(CommandError) -> Read {
        try CommandReader.read(type, words, Registry([]).common, environment: Environment(), subject: "'astro it'")
            .command
    }

    @Test(
        "are arguments in order, whatever flags are between them",
        arguments: [
            ["a", "b", "c", "-f"], ["-f", "a", "b", "c"], ["a", "-f", "b", "c"], ["a", "b", "--force", "c"],
            ["-f", "--", "a", "b", "c"], ["a", "-f", "b", "--", "c"],
        ])
    func order(words: [String]) throws {
        #expect(
            try Fetch.reading(words)
                == .with {
                    $0.source = "a"
                    $0.targets = ["b", "c"]
                    $0.force = true
                })
    }

    @Test("are all words after --", arguments: ["-f", "--name", "--", "-", "", "--help"])
    func terminated(word: String) throws {
        #expect(try Fetch.reading(["--", word]) == .with { $0.source = word })
    }

    @Test("may be empty, a dash, or any text", arguments: ["", "-", " ", "ä", "👩‍👩‍👧", "a=b"])
    func anyText(word: String) throws {
        #expect(try Fetch.reading([word]) == .with { $0.source = word })
    }

    @Test("are missing if one is required")
    func missing() {
        #expect(throws: CommandError.usage("missing ID: Which one")) { try read(One.self, ["-f"]) }
    }

    struct Several: Command, Equatable {
        static let configuration = CommandConfiguration("several", summary: "Take several")
        @Argument("FROM", help: "Where from") var from: String
        @Argument("TO", help: "Where to") var to: String
        @Option(help: "Why") var reason: String
        func run(in context: Context) async throws {}
    }

    @Test("are named all at once if several are missing, including options")
    func allMissing() {
        #expect(throws: CommandError.usage("missing FROM, TO and --reason")) { try read(Several.self, []) }
        #expect(throws: CommandError.usage("missing TO and --reason")) { try read(Several.self, ["a"]) }
        #expect(throws: CommandError.usage("missing --reason: Why")) { try read(Several.self, ["a", "b"]) }
    }

    @Test("must satisfy their rule")
    func rule() {
        let error = CommandError.usage("ID: 'a/b' is not a valid ID; an ID has only letters, digits, - and _")
        #expect(throws: error) { try read(One.self, ["a/b"]) }
    }

    @Test("after the last argument are refused")
    func surplus() {
        #expect(
            throws: CommandError.usage(
                "unexpected argument 'b'", hint: "'astro it' takes one argument; quote it if it has spaces")
        ) { try read(One.self, ["a", "b"]) }
        #expect(
            throws: CommandError.usage("unexpected argument ''", hint: "'astro it' takes no arguments, only flags")
        ) { try read(None.self, [""]) }
    }
}
