@testable import Terminal
import KernelTesting
import Testing

@Suite("Rows picked from a list")
struct RowSelectionTests {
    let fruits = [
        Fruit(id: "b", name: "banana", weight: 120), Fruit(id: "a", name: "Apple", weight: 1_000),
        Fruit(id: "q", name: "Quince"), Fruit(id: "c", name: "Cherry", weight: 8),
    ]

    func ids(_ selection: RowSelection, _ format: OutputFormat = .csv) throws -> [String] {
        let screen = Screen { options in
            options.format = format
            options.fields = ["id"]
            options.hidesHeadings = true
            options.rows = selection
        }
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "There is no fruit.")
        return screen.stdout.text.split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test("are sorted by text, ignoring case, and by numbers as numbers; rows without a value come last")
    func sorted() throws {
        #expect(try ids(RowSelection(order: .init(field: "name", isDescending: false))) == ["a", "b", "c", "q"])
        #expect(try ids(RowSelection(order: .init(field: "weight", isDescending: false))) == ["c", "b", "a", "q"])
        #expect(try ids(RowSelection(order: .init(field: "weight", isDescending: true))) == ["a", "b", "c", "q"])
    }

    @Test("are the first of those that match, in order")
    func limited() throws {
        #expect(try ids(RowSelection(limit: 2)) == ["b", "a"])
        #expect(try ids(RowSelection(order: .init(field: "name", isDescending: true), limit: 1)) == ["q"])
        #expect(try ids(RowSelection(limit: 1, pattern: "*e*")) == ["a"])
    }

    @Test(
        "match by their whole name or ID, ignoring case",
        arguments: [("apple", ["a"]), ("*AN*", ["b"]), ("?", ["b", "a", "q", "c"]), ("Q*", ["q"]), ("ppl", [])])
    func matching(pattern: String, expected: [String]) throws {
        #expect(try ids(RowSelection(pattern: pattern)) == expected)
    }

    @Test("are counted in JSON as they are written")
    func json() throws {
        let screen = Screen { options in
            options.format = .json
            options.rows = RowSelection(pattern: "*rr*")
        }
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text.contains(#""totalCount": 1"#))
    }

    @Test("are distinguished from an empty list if none of them matches")
    func nothing() throws {
        let screen = Screen { $0.rows = RowSelection(pattern: "x*") }
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "There is no fruit.")
        #expect(screen.stderr.text == "Nothing matches 'x*' (4 checked).\n")
        let empty = Screen { $0.rows = RowSelection(pattern: "x*") }
        try empty.output.list([Fruit](), key: "fruits", columns: Fruit.columns, none: "There is no fruit.")
        #expect(empty.stderr.text == "There is no fruit.\n")
    }

    @Test("end the reading of pages once there are enough")
    func pages() async throws {
        let screen = Screen { options in
            options.format = .jsonl
            options.fields = ["id"]
            options.rows = RowSelection(limit: 5)
        }
        var pages = 0
        try await screen.output.list(key: "fruits", columns: Fruit.columns, none: "") { add in
            for _ in 0..<10 {
                pages += 1
                try add(fruits)
            }
        }
        #expect(pages == 2)
        #expect(screen.stdout.text.split(separator: "\n").count == 5)
    }
}
