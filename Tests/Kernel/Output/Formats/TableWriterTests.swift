import KernelTesting
import Testing

@testable import Kernel

@Suite("A table")
struct TableWriterTests {
    func lines(_ fruits: [Fruit], columns: Int?) throws -> [String] {
        let screen = Screen(columns: columns) { $0.noColor = true }
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "")
        return screen.stdout.text.split(separator: "\n").map(String.init)
    }

    @Test(
        "lines up whatever its cells hold",
        arguments: ["Apfel", "りんご", "한글", "cafe\u{301}", "👩‍👩‍👧", "🇨🇭🇫🇷", "❤️", "1️⃣", "ﾘﾝｺﾞ", "", "नमस्ते"])
    func alignment(name: String) throws {
        let lines = try lines([Fruit(id: "1", name: name, weight: 7), .apple], columns: nil)
        #expect(DisplayWidth.of(lines[0]) == DisplayWidth.of(lines[1]))
        #expect(DisplayWidth.of(lines[2]) == DisplayWidth.of(lines[1]))
    }

    @Test("is never cut in a pipe")
    func pipe() throws {
        let name = String(repeating: "x", count: 5_000)
        #expect(try lines([Fruit(id: name, name: name)], columns: nil)[1] == "\(name)  \(name)")
    }

    @Test("fits the terminal", arguments: [10, 20, 40, 80, 100])
    func fits(columns: Int) throws {
        let long = String(repeating: "りx", count: 50)
        for line in try lines([Fruit(id: "c1234567890", name: long, weight: 1_234_567_890), .apple], columns: columns) {
            #expect(DisplayWidth.of(line) <= columns, "\(line)")
        }
    }

    @Test("that must be cut keeps the column that names the row, and marks what was cut")
    func firstColumn() throws {
        let long = String(repeating: "x", count: 200)
        let lines = try lines([Fruit(id: "c123456789012345678901234", name: long, weight: 1)], columns: 60)
        #expect(lines[1].hasPrefix("c123456789012345678901234  xxx"))
        #expect(lines[1].contains("x…       1"))
        #expect(DisplayWidth.of(lines[0]) == 60)
    }

    @Test("of seven columns keeps a whole ID on a terminal of 80")
    func manyColumns() {
        let id = "c123456789012345678901234"
        let cells = [id] + Array(repeating: "twelve chars", count: 6)
        let line = TableWriter(headings: [], rows: [cells], width: 80).text()
        #expect(line.hasPrefix("\(id)  "))
        #expect(DisplayWidth.of(line) <= 81)
    }

    @Test("leaves out what a narrow terminal has no place for, and says so")
    func omitted() throws {
        let screen = Screen(columns: 20) { $0.noColor = true }
        try screen.output.list(
            [Fruit(id: "c123456789012345678901234", name: "Apple tree", weight: 1_234_567_890)], key: "fruits",
            columns: Fruit.columns, none: "")
        #expect(screen.stdout.text == "ID        NAME  WEI…\nc123456…  App…  123…\n")
        let narrower = Screen(columns: 12) { $0.noColor = true }
        try narrower.output.list(
            [Fruit(id: "c1", name: "Apple", weight: 1)], key: "f", columns: Fruit.columns, none: "")
        #expect(narrower.stdout.text == "ID  NAME\nc1  App…\n")
        #expect(narrower.stderr.text.hasPrefix("The terminal is too narrow for 1 more column"))
    }

    @Test(
        "marks what was cut in ASCII where the locale is not Unicode's",
        arguments: [
            (["LC_ALL": "C"], "..."), (["LC_ALL": "POSIX", "LANG": "de_CH.UTF-8"], "..."), (["LC_CTYPE": "C"], "..."),
            (["LANG": "C"], "..."), (["LANG": "de_DE.ISO-8859-1"], "..."), (["LANG": "C.UTF-8"], "…"),
            (["LANG": "en_US.utf8", "LC_ALL": ""], "…"), (["LC_ALL": "en_US.UTF-8", "LANG": "C"], "…"), ([:], "…"),
        ])
    func locale(variables: [String: String], mark: String) throws {
        let screen = Screen(columns: 30, variables: variables)
        let long = String(repeating: "x", count: 200)
        try screen.output.list([Fruit(id: "1", name: long)], key: "fruits", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text.contains("x\(mark)\n"))
        #expect(DisplayWidth.of(String(screen.stdout.text.split(separator: "\n")[1])) <= 30)
    }

    @Test("that just fits is not cut")
    func justFits() throws {
        #expect(try lines([.apple], columns: 17) == ["ID  NAME   WEIGHT", "a   Apple     150"])
    }

    @Test("of one thing is never cut: a field of it may be shown only once")
    func record() throws {
        let screen = Screen(columns: 20)
        let secret = String(repeating: "s", count: 500)
        try screen.output.record(Fruit(id: "1", name: secret), columns: Fruit.columns)
        #expect(screen.stdout.text.contains("NAME    \(secret)\n"))
    }

    @Test("has its heading in bold on a terminal alone")
    func heading() throws {
        let terminal = Screen(columns: 80)
        try terminal.output.list([Fruit.apple], key: "f", columns: Fruit.columns, none: "")
        #expect(terminal.stdout.text.hasPrefix("\u{1B}[1mID  NAME   WEIGHT\u{1B}[0m\n"))
        #expect(try lines([.apple], columns: nil)[0] == "ID  NAME   WEIGHT")
    }
}
