@testable import Terminal
import KernelTesting
import Testing

@Suite("A table")
struct TableWriterTests {
    func lines(_ fruits: [Fruit], columns: Int?) throws -> [String] {
        let screen = Screen(columns: columns) { $0.isPlain = true }
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "")
        return screen.stdout.text.split(separator: "\n").map(String.init)
    }

    @Test(
        "aligns its columns, whatever the cells contain",
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

    @Test("that must be cut shows IDs whole, and as much of the name as fits")
    func wholeIDs() throws {
        let long = String(repeating: "x", count: 200)
        let lines = try lines([Fruit(id: "c123456789012345678901234", name: long, weight: 1)], columns: 60)
        #expect(lines[1] == "\(String(repeating: "x", count: 24))…  c123456789012345678901234       1")
    }

    @Test("leaves out less important columns before it cuts a name below 20 columns")
    func lesserColumns() throws {
        let fruit = Fruit(id: "c123456789012345678901234", name: String(repeating: "x", count: 40), weight: 150)
        // 20, 25 and 6 columns with gaps in between take 55.
        #expect(try lines([fruit], columns: 55)[1].hasSuffix("x…  c123456789012345678901234     150"))
        #expect(try lines([fruit], columns: 54)[1] == "\(String(repeating: "x", count: 26))…  \(fruit.id)")
    }

    @Test("of many columns leaves out what does not fit, and never cuts an ID")
    func manyColumns() {
        let id = "c123456789012345678901234"
        let cells = [id] + Array(repeating: "twelve chars", count: 6)
        let line = TableWriter(headings: [], rows: [cells], width: 80, whole: [0]).text()
        #expect(line == "\(id)  twelve chars  twelve chars  twelve chars\n")
    }

    @Test("leaves out columns on a narrow terminal, and says so if they were requested")
    func omitted() throws {
        let tree = Fruit(id: "c123456789012345678901234", name: "Apple tree", weight: 1_234_567_890)
        let screen = Screen(columns: 20) { $0.isPlain = true }
        try screen.output.list([tree], key: "fruits", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text == "NAME\nApple tree\n")
        #expect(screen.stderr.text == "")
        let asked = Screen(columns: 20) { options in
            options.isPlain = true
            options.fields = ["name", "weight", "id"]
        }
        try asked.output.list([tree], key: "fruits", columns: Fruit.columns, none: "")
        #expect(asked.stdout.text == "NAME\nApple tree\n")
        #expect(
            asked.stderr.text
                == "The terminal is too\nnarrow for WEIGHT\nand ID; --fields\npicks what is shown.\n")
    }

    @Test("shows a narrow column if a wider, more important one does not fit")
    func narrowColumn() {
        let writer = TableWriter(
            headings: ["NAME", "ID", "AGE"], rows: [["fern", "c123456789012345678901234", "3d"]], width: 12,
            lesser: [2, 1])
        #expect(writer.text() == "NAME  AGE\nfern  3d\n")
    }

    @Test("obeys COLUMNS on a terminal, and not in a pipe", arguments: [(80, "NAME\n"), (nil, "ID  NAME   WEIGHT\n")])
    func columnsVariable(columns: Int?, heading: String) throws {
        let screen = Screen(columns: columns, variables: ["COLUMNS": "5"]) { $0.isPlain = true }
        try screen.output.list([Fruit.apple], key: "f", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text.hasPrefix(heading))
    }

    @Test(
        "marks cuts in ASCII if the locale is not UTF-8",
        arguments: [
            (["LC_ALL": "C"], "..."), (["LC_ALL": "POSIX", "LANG": "de_CH.UTF-8"], "..."), (["LC_CTYPE": "C"], "..."),
            (["LANG": "C"], "..."), (["LANG": "de_DE.ISO-8859-1"], "..."), (["LANG": "C.UTF-8"], "…"),
            (["LANG": "en_US.utf8", "LC_ALL": ""], "…"), (["LC_ALL": "en_US.UTF-8", "LANG": "C"], "…"), ([:], "…"),
        ])
    func locale(variables: [String: String], mark: String) throws {
        let screen = Screen(columns: 30, variables: variables)
        let long = String(repeating: "x", count: 200)
        try screen.output.list([Fruit(id: "1", name: long)], key: "fruits", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text.contains("x\(mark)  1\n"))
        #expect(DisplayWidth.of(String(screen.stdout.text.split(separator: "\n")[1])) <= 30)
    }

    @Test("that just fits is not cut")
    func justFits() throws {
        #expect(try lines([.apple], columns: 17) == ["NAME   ID  WEIGHT", "Apple  a      150"])
    }

    @Test("of one record is never cut")
    func record() throws {
        let screen = Screen(columns: 20)
        let secret = String(repeating: "s", count: 500)
        try screen.output.record(Fruit(id: "1", name: secret), columns: Fruit.columns)
        #expect(screen.stdout.text.contains("NAME    \(secret)\n"))
    }

    @Test("has a bold heading only on a terminal")
    func heading() throws {
        let terminal = Screen(columns: 80)
        try terminal.output.list([Fruit.apple], key: "f", columns: Fruit.columns, none: "")
        #expect(terminal.stdout.text.hasPrefix("\u{1B}[1mNAME   ID  WEIGHT\u{1B}[0m\n"))
        #expect(try lines([.apple], columns: nil)[0] == "ID  NAME   WEIGHT")
    }
}
