@testable import Terminal
import KernelTesting
import Testing

@Suite("A result")
struct ResultFormatTests {
    func list(_ screen: Screen, _ fruits: [Fruit] = [.apple, .lemon]) throws -> String {
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "There is no fruit.")
        return screen.stdout.text
    }

    func record(_ screen: Screen) throws -> String {
        try screen.output.record(Fruit.apple, columns: Fruit.columns)
        return screen.stdout.text
    }

    @Test("that is one item has the fields of wide tables, too, but none that need --fields")
    func wideRecord() throws {
        let columns = [
            Column<Fruit>("name", "NAME") { $0.name }, Column<Fruit>("weight", "WEIGHT", shown: .wide) { _ in "150" },
            Column<Fruit>("tags", "TAGS", shown: .never) { $0.tags.joined() },
        ]
        let (record, list) = (Screen(.table), Screen(.table))
        try record.output.record(Fruit.apple, columns: columns)
        #expect(record.stdout.text == "NAME    Apple\nWEIGHT  150\n")
        try list.output.list([Fruit.apple], key: "fruits", columns: columns, none: "")
        #expect(list.stdout.text == "NAME\nApple\n")
    }

    @Test("that is a list is written in the requested format")
    func lists() throws {
        #expect(try list(Screen(.table)) == "ID  NAME   WEIGHT\na   Apple     150\nl   Lemon\n")
        #expect(try list(Screen(.csv)) == "id,name,weight\r\na,Apple,150\r\nl,Lemon,\r\n")
        #expect(
            try list(Screen(.jsonl)) == """
                {"id":"a","name":"Apple","weight":150,"tags":["red","round"],"origin":{"country":"FR"}}
                {"id":"l","name":"Lemon","tags":[]}

                """)
        #expect(
            try list(Screen(.json), [.lemon]) == """
                {
                  "fruits": [
                    {
                      "id": "l",
                      "name": "Lemon",
                      "tags": []
                    }
                  ],
                  "totalCount": 1
                }

                """)
        #expect(
            try list(Screen(.yaml)) == """
                fruits:
                  - id: a
                    name: Apple
                    weight: 150
                    tags:
                      - red
                      - round
                    origin:
                      country: FR
                  - id: l
                    name: Lemon
                    tags: []
                totalCount: 2

                """)
    }

    @Test("that is one record is written in the requested format")
    func records() throws {
        #expect(try record(Screen(.table)) == "ID      a\nNAME    Apple\nWEIGHT  150\n")
        #expect(try record(Screen(.csv)) == "id,name,weight\r\na,Apple,150\r\n")
        #expect(
            try record(Screen(.jsonl))
                == #"{"id":"a","name":"Apple","weight":150,"tags":["red","round"],"origin":{"country":"FR"}}"# + "\n")
        #expect(try record(Screen(.json)).hasPrefix("{\n  \"id\": \"a\",\n"))
        #expect(try record(Screen(.yaml)).hasPrefix("id: a\nname: Apple\nweight: 150\ntags:\n  - red\n"))
    }

    @Test(
        "has the requested fields, in their order, in every format",
        arguments: [
            (OutputFormat.table, "TAGS       ID\nred round  a\n           l\n"),
            (.csv, "tags,id\r\nred round,a\r\n,l\r\n"),
            (.jsonl, "{\"tags\":[\"red\",\"round\"],\"id\":\"a\"}\n{\"tags\":[],\"id\":\"l\"}\n"),
            (
                .yaml,
                "fruits:\n  - tags:\n      - red\n      - round\n    id: a\n  - tags: []\n    id: l\ntotalCount: 2\n"
            ),
            (
                .json,
                """
                {
                  "fruits": [
                    {
                      "tags": [
                        "red",
                        "round"
                      ],
                      "id": "a"
                    },
                    {
                      "tags": [],
                      "id": "l"
                    }
                  ],
                  "totalCount": 2
                }

                """
            ),
        ])
    func fields(format: OutputFormat, expected: String) throws {
        #expect(try list(Screen(format, fields: "tags,id")) == expected)
    }

    @Test("has null for a requested field without a value, and the text of a field that only tables have")
    func absentFields() throws {
        let text = try list(Screen(.jsonl, fields: "weight,taste"))
        #expect(text == "{\"weight\":150,\"taste\":null}\n{\"weight\":null,\"taste\":\"sour\"}\n")
    }

    @Test("has no heading with --no-header, in tables and CSV")
    func noHeader() throws {
        #expect(try list(Screen { $0.hidesHeadings = true }) == "a  Apple  150\nl  Lemon\n")
        let csv = Screen {
            $0.hidesHeadings = true
            $0.format = .csv
        }
        #expect(try list(csv) == "a,Apple,150\r\nl,Lemon,\r\n")
    }

    @Test(
        "without rows has a heading or an empty list, and a message on stderr",
        arguments: [
            (OutputFormat.table, "ID  NAME  WEIGHT\n"), (.csv, "id,name,weight\r\n"), (.jsonl, ""),
            (.json, "{\n  \"fruits\": [],\n  \"totalCount\": 0\n}\n"), (.yaml, "fruits: []\ntotalCount: 0\n"),
        ])
    func empty(format: OutputFormat, expected: String) throws {
        let screen = Screen(format)
        #expect(try list(screen, []) == expected)
        #expect(screen.stderr.text == "There is no fruit.\n")
    }

    @Test("that is an outcome is a message on stderr, and a record only in machine formats")
    func outcome() throws {
        let person = Screen(.table)
        try person.output.outcome("Eaten.", Fruit.apple, columns: Fruit.columns)
        #expect(person.stdout.text == "")
        #expect(person.stderr.text == "Eaten.\n")
        let machine = Screen(.jsonl)
        try machine.output.outcome("Eaten.", Fruit.apple, columns: Fruit.columns)
        #expect(machine.stdout.text.hasPrefix(#"{"id":"a""#))
    }

    @Test(
        "shows what could act on a terminal as escapes, in every format",
        arguments: OutputFormat.allCases,
        [
            "\u{1B}[2J", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{61C}", "\u{7F}", "\0", "\r", "\u{8}", "\u{2028}",
            "\u{FEFF}", "\u{200B}", "\u{3164}", "\u{E0041}", "\u{FE0F}", "\u{AD}",
        ])
    func hostile(format: OutputFormat, text: String) throws {
        let fruit = Fruit(id: text, name: "x\(text)y")
        let unsafe = try #require(text.unicodeScalars.first)
        let listed = try list(Screen(format), [fruit])
        #expect(!listed.replacing("\r\n", with: "\n").unicodeScalars.contains(unsafe))
        #expect(listed.contains("\\"))
    }

    @Test("of ten thousand rows is complete", arguments: OutputFormat.allCases)
    func long(format: OutputFormat) throws {
        let text = try list(Screen(format), Array(repeating: .apple, count: 10_000))
        #expect(text.ranges(of: "Apple").count == 10_000)
    }
}
