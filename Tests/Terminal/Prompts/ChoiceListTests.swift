@testable import Base
@testable import Terminal
import KernelTesting
import Testing

@Suite("A list to choose from")
struct ChoiceListTests {
    let fruits = [Fruit.apple, .lemon, Fruit(id: "m", name: "Lime", weight: 60)]

    func choose(_ screen: Screen) async throws -> String {
        try await screen.output.choose("Fruit", from: fruits, columns: Fruit.columns, flag: "FRUIT_ID").id
    }

    @Test(
        "returns the selected row",
        arguments: [
            ([Key.enter], "a"), ([.down, .enter], "l"), (Key.typing("2") + [.enter], "l"),
            (Key.typing("lime") + [.enter], "m"), ([.end, .up, .enter], "l"),
        ])
    func chosen(keys: [Key], id: String) async throws {
        let screen = Screen(columns: 80, keys: keys)
        #expect(try await choose(screen) == id)
        #expect(screen.stdin.restOfKeys == [])
        #expect(screen.stdout.text == "")
    }

    @Test("shows numbered rows, and leaves one line with the choice")
    func drawn() async throws {
        let screen = Screen(columns: 80, keys: [.down, .enter]) { $0.isPlain = true }
        _ = try await choose(screen)
        let first = """
              #  ID  NAME   WEIGHT
            ❯ 1  a   Apple     150
              2  l   Lemon
              3  m   Lime       60
              type to find, Enter to choose, Esc to cancel
            Fruit:\u{20}
            """
        #expect(screen.stderr.text.hasPrefix(first + "\r\u{1B}[5A\u{1B}[J"))
        #expect(screen.stderr.text.contains("❯ 2  l   Lemon\n"))
        #expect(screen.stderr.text.hasSuffix("\r\u{1B}[5A\u{1B}[JFruit: Lemon\n"))
    }

    @Test("is canceled by Escape and unanswered at end of input, and disappears either way")
    func cancelled() async throws {
        let cancelled = Screen(columns: 80, keys: [.escape])
        await #expect(throws: CommandError(.cancelled, "canceled; nothing was changed")) {
            try await choose(cancelled)
        }
        for keys in [[Key.endOfInput], [.down]] {
            let unanswered = Screen(columns: 80, keys: keys)
            let error = CommandError(.cancelled, "no answer; nothing was changed", hint: "pass FRUIT_ID")
            await #expect(throws: error) { _ = try await choose(unanswered) }
            #expect(unanswered.stderr.text.hasSuffix("\u{1B}[J"))
        }
    }

    @Test("is a numbered table if the terminal cannot move its cursor")
    func dumb() async throws {
        let screen = Screen(columns: 80, input: ["2"], keys: [.enter], variables: ["TERM": "dumb"])
        #expect(try await choose(screen) == "l")
        #expect(!screen.stderr.text.contains("\u{1B}"))
    }

    @Test("has no line that is wider than the terminal", arguments: [1, 5, 10, 20, 40])
    func narrow(columns: Int) async throws {
        let screen = Screen(columns: columns, keys: Key.typing("りんご zzz") + [.clear, .enter]) { $0.isPlain = true }
        _ = try await choose(screen)
        // Cursor movements are between a line's end and the next line.
        let lines = screen.stderr.text.split { "\n\r".contains($0) }.dropLast().map { line in
            line.split(separator: "\u{1B}[J", omittingEmptySubsequences: false).last ?? ""
        }
        for line in lines where !line.hasPrefix("\u{1B}") { #expect(DisplayWidth.of(String(line)) < max(columns, 5)) }
    }

    @Test("fits a terminal of few lines", arguments: [1, 2, 3, 6, 7])
    func low(rows: Int) async throws {
        let screen = Screen(columns: 40, rows: rows, keys: [.enter]) { $0.isPlain = true }
        _ = try await choose(screen)
        let frame = screen.stderr.text.prefix { $0 != "\r" }
        #expect(frame.count { $0 == "\n" } + 1 <= max(rows, 2))
    }

    @Test("shows what could act on the terminal as escapes")
    func hostile() async throws {
        let screen = Screen(columns: 80, keys: Key.typing("\u{1B}") + [.clear, .enter]) { $0.isPlain = true }
        let evil = Fruit(id: "\u{1B}[31m", name: "\u{202E}x\n")
        _ = try await screen.output.choose("Which\u{7}", from: [evil], columns: Fruit.columns)
        #expect(screen.stderr.text.contains("❯ 1  \\u{1b}[31m  \\u{202e}x\\n\n"))
        #expect(!screen.stderr.text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{7}" })
        #expect(!screen.stderr.text.contains("\u{1B}[31m"))
        #expect(screen.stderr.text.hasSuffix("Which\\u{7}: \\u{202e}x\\n\n"))
    }

    @Test("is drawn in ASCII if the locale is not UTF-8")
    func locale() async throws {
        let screen = Screen(columns: 30, keys: [.enter], variables: ["LC_ALL": "C"])
        _ = try await choose(screen)
        #expect(screen.stderr.text.utf8.allSatisfy { $0 < 0x80 })
        #expect(screen.stderr.text.contains("> 1"))
    }
}
