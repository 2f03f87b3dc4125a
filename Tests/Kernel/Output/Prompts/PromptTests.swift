import Kernel
import KernelTesting
import Testing

@Suite("A question")
struct PromptTests {
    let silence = CommandError(.cancelled, "no answer; nothing was changed", hint: "pass --name")

    @Test("that needs a yes takes y and yes in any case", arguments: ["y", "Y", "yes", "YES", "Yes", " y "])
    func yes(answer: String) async throws {
        let screen = Screen(input: [answer])
        try await screen.output.confirm("Go?", flag: "--force")
        #expect(screen.stderr.text == "Go? [y/N] \n")
        #expect(screen.stdout.text == "")
    }

    @Test("that needs a yes takes all else for a no", arguments: ["n", "no", "", "ye", "yess", "1", "true", "да"])
    func no(answer: String) async {
        await #expect(throws: CommandError(.cancelled, "cancelled; nothing was changed")) {
            try await Screen(input: [answer]).output.confirm("Go?", flag: "--force")
        }
    }

    @Test("that nobody answers has the flag that answers it beforehand as its hint")
    func silent() async {
        let hint = "pass --force to go ahead without asking"
        await #expect(throws: CommandError(.cancelled, "no answer; nothing was changed", hint: hint)) {
            try await Screen().output.confirm("Go?", flag: "--force")
        }
    }

    @Test("leaves the line break to the person's return key on a terminal")
    func terminal() async throws {
        let screen = Screen(columns: 80, input: ["y"])
        try await screen.output.confirm("Go?", flag: "--force")
        #expect(screen.stderr.text == "Go? [y/N] ")
    }

    @Test("for text takes a line without the spaces around it")
    func text() async throws {
        #expect(try await Screen(input: ["  CI deploy "]).output.prompt("Name", flag: "--name") == "CI deploy")
    }

    @Test("for text is not answered by an empty line or the end", arguments: [[], [""], ["  "]])
    func emptyText(input: [String]) async {
        await #expect(throws: silence) { try await Screen(input: input).output.prompt("Name", flag: "--name") }
    }

    @Test("for text with a default takes it for an empty line on a terminal, and for nothing in a pipe")
    func standard() async throws {
        let screen = Screen(columns: 80, input: [""])
        #expect(try await screen.output.prompt("Name", flag: "--name", default: "CI") == "CI")
        #expect(screen.stderr.text == "Name [CI]: ")
        await #expect(throws: silence) { try await Screen().output.prompt("Name", flag: "--name", default: "CI") }
    }

    @Test("takes one line of a pipe, and leaves the rest to the next")
    func shared() async throws {
        let output = Screen(input: ["Ada", "yes", "CI"]).output
        #expect(try await output.prompt("Who", flag: "--who") == "Ada")
        try await output.confirm("Go?", flag: "--force")
        #expect(try await output.prompt("Name", flag: "--name") == "CI")
    }

    @Test("of a numbered table takes a number of it")
    func choice() async throws {
        let screen = Screen(columns: 80, input: ["2"]) { $0.noColor = true }
        let fruit = try await screen.output.choose("Fruit", from: [Fruit.apple, .lemon], columns: Fruit.columns)
        #expect(fruit.id == "l")
        #expect(screen.stderr.text == "#  ID  NAME   WEIGHT\n1  a   Apple     150\n2  l   Lemon\nFruit [1-2]: ")
        #expect(screen.stdout.text == "")
    }

    @Test(
        "of a numbered table takes no other answer",
        arguments: ["0", "3", "-1", "x", "1.0", "99999999999999999999", "-9223372036854775808", "9223372036854775807"])
    func badChoice(answer: String) async {
        let message = "'\(answer)' is not a number from 1 to 2; nothing was changed"
        await #expect(throws: CommandError(.cancelled, message)) {
            _ = try await Screen(columns: 80, input: [answer]).output.choose(
                "Fruit", from: [Fruit.apple, .lemon], columns: Fruit.columns)
        }
    }

    @Test("of a numbered table is cancelled by an empty line or the end", arguments: [[], [""]])
    func noChoice(input: [String]) async {
        await #expect(throws: CommandError(.cancelled, "no answer; nothing was changed")) {
            _ = try await Screen(columns: 80, input: input).output.choose(
                "Fruit", from: [Fruit.apple], columns: Fruit.columns)
        }
    }

    @Test("is not asked with --no-input, and no line is taken")
    func noInput() async throws {
        let screen = Screen(columns: 80, input: ["y"]) { $0.noInput = true }
        let output = screen.output
        await #expect(throws: CommandError.self) { try await output.confirm("Go?", flag: "--force") }
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
        let screen = Screen(columns: 80, input: ["1"]) { $0.noColor = true }
        let evil = Fruit(id: "\u{1B}[2J", name: "\u{202E}x\n")
        _ = try await screen.output.choose("Which \u{1B}", from: [evil], columns: Fruit.columns)
        #expect(screen.stderr.text.hasSuffix("1  \\u{1b}[2J  \\u{202e}x\\n\nWhich \\u{1b} [1-1]: "))
    }
}
