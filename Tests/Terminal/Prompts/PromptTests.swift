@testable import Base
@testable import Terminal
import KernelTesting
import Testing

@Suite("A question")
struct PromptTests {
    let silence = CommandError(.cancelled, "no answer; nothing was changed", hint: "pass --name")

    @Test("that needs a yes accepts y and yes, ignoring case", arguments: ["y", "Y", "yes", "YES", "Yes", " y "])
    func yes(answer: String) async throws {
        let screen = Screen(input: [answer])
        try await screen.output.confirm("Go?", flag: "--yes")
        #expect(screen.stderr.text == "Go? [y/N] \n")
        #expect(screen.stdout.text == "")
    }

    @Test(
        "that needs a yes treats everything else as a no", arguments: ["n", "no", "", "ye", "yess", "1", "true", "да"])
    func no(answer: String) async {
        await #expect(throws: CommandError(.cancelled, "canceled; nothing was changed")) {
            try await Screen(input: [answer]).output.confirm("Go?", flag: "--yes")
        }
    }

    @Test("without an answer has a hint with the flag that answers it in advance")
    func silent() async {
        let hint: Hint = "pass --yes to go ahead without asking"
        await #expect(throws: CommandError(.cancelled, "no answer; nothing was changed", hint: hint)) {
            try await Screen().output.confirm("Go?", flag: "--yes")
        }
    }

    @Test("writes no extra line break on a terminal")
    func terminal() async throws {
        let screen = Screen(columns: 80, input: ["y"])
        try await screen.output.confirm("Go?", flag: "--yes")
        #expect(screen.stderr.text == "Go? [y/N] ")
    }

    @Test("for text trims the answer")
    func text() async throws {
        #expect(try await Screen(input: ["  CI deploy "]).output.prompt("Name", flag: "--name") == "CI deploy")
    }

    @Test("for text refuses an empty line or end of input", arguments: [[], [""], ["  "]])
    func emptyText(input: [String]) async {
        await #expect(throws: silence) { try await Screen(input: input).output.prompt("Name", flag: "--name") }
    }

    @Test("for text uses its default for an empty line on a terminal, but not in a pipe")
    func standard() async throws {
        let screen = Screen(columns: 80, input: [""])
        #expect(try await screen.output.prompt("Name", flag: "--name", default: "CI") == "CI")
        #expect(screen.stderr.text == "Name [CI]: ")
        await #expect(throws: silence) { try await Screen().output.prompt("Name", flag: "--name", default: "CI") }
    }

    @Test("reads one line of a pipe, and leaves the rest to the next question")
    func shared() async throws {
        let output = Screen(input: ["Ada", "yes", "CI"]).output
        #expect(try await output.prompt("Who", flag: "--who") == "Ada")
        try await output.confirm("Go?", flag: "--yes")
        #expect(try await output.prompt("Name", flag: "--name") == "CI")
    }

    @Test("of a numbered table accepts a number of a row")
    func choice() async throws {
        let screen = Screen(columns: 80, input: ["2"]) { $0.isPlain = true }
        let fruit = try await screen.output.choose("Fruit", from: [Fruit.apple, .lemon], columns: Fruit.columns)
        #expect(fruit.id == "l")
        #expect(screen.stderr.text == "#  ID  NAME   WEIGHT\n1  a   Apple     150\n2  l   Lemon\nFruit [1-2]: ")
        #expect(screen.stdout.text == "")
    }

    @Test(
        "of a numbered table accepts nothing else",
        arguments: ["0", "3", "-1", "x", "1.0", "99999999999999999999", "-9223372036854775808", "9223372036854775807"])
    func badChoice(answer: String) async {
        let message = "'\(answer)' is not a number from 1 to 2; nothing was changed"
        await #expect(throws: CommandError(.cancelled, message)) {
            _ = try await Screen(columns: 80, input: [answer]).output.choose(
                "Fruit", from: [Fruit.apple, .lemon], columns: Fruit.columns)
        }
    }

    @Test("of a numbered table is canceled by an empty line or end of input", arguments: [[], [""]])
    func noChoice(input: [String]) async {
        await #expect(throws: CommandError(.cancelled, "no answer; nothing was changed")) {
            _ = try await Screen(columns: 80, input: input).output.choose(
                "Fruit", from: [Fruit.apple], columns: Fruit.columns)
        }
    }

    @Test("is not asked with --no-input, and no input is read")
    func noInput() async throws {
        let screen = Screen(columns: 80, input: ["y"]) { $0.neverAsks = true }
        let output = screen.output
        await #expect(throws: CommandError.self) { try await output.confirm("Go?", flag: "--yes") }
        await #expect(throws: CommandError.self) { _ = try await output.prompt("Name", flag: "--name") }
        await #expect(throws: CommandError.self) {
            _ = try await output.choose("Fruit", from: [Fruit.apple], columns: Fruit.columns)
        }
        #expect(!output.canChoose)
        #expect(screen.stdin.rest == ["y"])
        #expect(screen.stderr.text == "")
    }

    @Test("shows what could act on a terminal as escapes")
    func hostile() async throws {
        let screen = Screen(columns: 80, input: ["1"]) { $0.isPlain = true }
        let evil = Fruit(id: "\u{1B}[2J", name: "\u{202E}x\n")
        _ = try await screen.output.choose("Which \u{1B}", from: [evil], columns: Fruit.columns)
        #expect(screen.stderr.text.hasSuffix("1  \\u{1b}[2J  \\u{202e}x\\n\nWhich \\u{1b} [1-1]: "))
    }
}
