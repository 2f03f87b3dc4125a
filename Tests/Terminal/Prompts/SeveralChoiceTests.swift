@testable import Base
@testable import Terminal
import KernelTesting
import Testing

@Suite("A choice of several")
struct SeveralChoiceTests {
    let fruits = [Fruit.apple, .lemon, Fruit(id: "m", name: "Lime", weight: 60), Fruit(id: "n", name: "Nut, raw")]

    func choose(_ screen: Screen) async throws -> String {
        try await screen.output.chooseSeveral("Fruits to eat", from: fruits, columns: Fruit.columns, flag: "FRUIT_ID…")
            .map(\.id).joined()
    }

    func keys(_ text: String) -> [Key] {
        text.map { character in
            switch character {
            case "v": .down
            case "^": .up
            case "<": .clear
            default: .character(character)
            }
        }
    }

    @Test(
        "returns the marked rows in the order of the list",
        arguments: [
            (" ", "a"), ("v v ", "lm"), ("v ^ ", "al"), ("a", "almn"), ("a ", "lmn"), ("aa ", "a"), ("   ", "a"),
            ("3 1 ", "am"), ("2 <a", "almn"), ("li <v ", "lm"), ("/a <", "a"), ("/ap < v ", "l"),
        ])
    func marked(typed: String, ids: String) async throws {
        let screen = Screen(columns: 80, keys: keys(typed) + [.enter])
        #expect(try await choose(screen) == ids)
        #expect(screen.stdin.restOfKeys == [])
    }

    @Test("marks all rows that a search has found, and keeps the marks of the others")
    func found() {
        var choice = Choice(texts: ["apple", "lemon", "lime", "melon"], takesSeveral: true)
        for key in keys("v <mel ") { #expect(choice.press(key) == .undecided) }
        #expect(choice.offered == [3] && choice.marked == [1, 3])
        #expect(choice.press(.enter) == .chosen([1, 3]))
    }

    @Test("never treats the row under the pointer as a marked one")
    func none() async {
        let screen = Screen(columns: 80, keys: [.down, .enter, .enter, .escape])
        await #expect(throws: CommandError(.cancelled, "canceled; nothing was changed")) { try await choose(screen) }
    }

    @Test("shows the marks and their number, and leaves one line with the names")
    func drawn() async throws {
        let screen = Screen(columns: 80, keys: keys(" v ") + [.enter]) { $0.isPlain = true }
        _ = try await choose(screen)
        let first = """
                  #  ID  NAME      WEIGHT
            ❯ [ ] 1  a   Apple        150
              [ ] 2  l   Lemon
              [ ] 3  m   Lime          60
              [ ] 4  n   Nut, raw
              space to mark, a for all, Enter when done, Esc to cancel
            Fruits to eat (0 marked):\u{20}
            """
        #expect(screen.stderr.text.hasPrefix(first + "\r\u{1B}[6A\u{1B}[J"), "\(screen.stderr.text)")
        #expect(screen.stderr.text.contains("  [x] 1  a   Apple        150\n❯ [x] 2  l   Lemon\n"))
        #expect(screen.stderr.text.contains("Fruits to eat (2 marked): "))
        #expect(screen.stderr.text.hasSuffix("\r\u{1B}[6A\u{1B}[JFruits to eat: Apple, Lemon\n"))
        #expect(screen.stdout.text == "")
    }

    @Test("shows only the number of names if they are too many for a line")
    func many() async throws {
        let screen = Screen(columns: 80, keys: [.character("a"), .enter])
        let fruits = (1...40).map { Fruit(id: "f\($0)", name: "Fruit \($0)") }
        _ = try await screen.output.chooseSeveral("Fruits", from: fruits, columns: Fruit.columns)
        #expect(screen.stderr.text.hasSuffix("Fruits: Fruit 1, Fruit 2, Fruit 3, Fruit 4, Fruit 5, 35 more\n"))
    }

    @Test("has no line that is wider than the terminal, or than COLUMNS", arguments: [1, 5, 10, 20, 40])
    func narrow(columns: Int) async throws {
        for variables in [[:], ["COLUMNS": "\(columns)"]] {
            let screen = Screen(
                columns: variables.isEmpty ? columns : 100, keys: keys(" /zzz< v ") + [.enter], variables: variables
            ) { $0.isPlain = true }
            _ = try await choose(screen)
            let frame = screen.stderr.text.prefix { $0 != "\r" }
            for line in frame.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) < max(columns, 12)) }
        }
    }

    @Test(
        "without single keys is a table and a line of numbers, ranges and names",
        arguments: [
            ("2", "l"), ("1,3", "am"), ("1,3-4", "amn"), (" 4 - 4 ", nil), ("1-2, 2-3", "alm"), ("3 1", "am"),
            ("all", "almn"), ("ALL", "almn"), ("*", "almn"), ("Lemon", "l"), ("m, Lemon", "lm"), ("Nut, raw", "n"),
            ("1,,3,", "am"), ("1-4", "almn"), ("0", nil), ("5", nil), ("1-5", nil), ("3-1", nil), ("-1", nil),
            ("1-", nil), ("1-2-3", nil), ("x", nil), ("1,x", nil), (",", nil), ("1-99999999999999999999", nil),
        ] as [(String, String?)])
    func numbers(answer: String, ids: String?) async throws {
        for columns in [80, nil] {
            let screen = Screen(columns: columns, input: [answer])
            if let ids {
                #expect(try await choose(screen) == ids)
            } else {
                await #expect {
                    try await choose(screen)
                } throws: { error in
                    let error = error as? CommandError
                    return error?.exitCode == .cancelled
                        && error?.message.hasSuffix(
                            "is not a number from 1 to 4 or a range of such numbers; nothing was changed") == true
                }
            }
        }
    }

    @Test("without single keys shows how to answer")
    func prompt() async throws {
        let screen = Screen(columns: 80, input: ["1"]) { $0.isPlain = true }
        _ = try await choose(screen)
        #expect(screen.stderr.text.hasSuffix("4  n   Nut, raw\nFruits to eat [1-4, such as 1,3 or 1-4, or all]: "))
    }

    @Test("is not asked with --no-input, and is unanswered at the end of input")
    func silent() async {
        let message = "'Fruits to eat' was not asked because of --no-input; nothing was changed"
        await #expect(throws: CommandError(.cancelled, message, hint: "pass FRUIT_ID…")) {
            try await choose(Screen(columns: 80, keys: [.enter]) { $0.neverAsks = true })
        }
        for screen in [Screen(columns: 80, keys: [.endOfInput]), Screen(input: [""]), Screen()] {
            let error = CommandError(.cancelled, "no answer; nothing was changed", hint: "pass FRUIT_ID…")
            await #expect(throws: error) { try await choose(screen) }
        }
    }
}
