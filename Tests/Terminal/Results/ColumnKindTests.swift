@testable import Terminal
import Foundation
import KernelTesting
import Testing

@Suite("A column")
struct ColumnKindTests {
    struct Plant: Codable, Sendable {
        var name: String
        var height: Int
        var sownAt: String?
    }

    let plants = [
        Plant(name: "Ivy", height: -5, sownAt: "2026-02-26T00:00:00Z"),
        Plant(name: "Oak", height: 12_000, sownAt: "2026-03-13T12:00:00.5Z"), Plant(name: "Moss", height: 3),
    ]
    let columns = [
        Column<Plant>("name", "NAME") { $0.name },
        Column<Plant>("height", "HEIGHT", .number) { String($0.height) },
        Column<Plant>("sownAt", "SOWN", .moment) { $0.sownAt ?? "" },
        Column<Plant>("rings", "RINGS", .number, shown: .never) { $0.height > 100 ? "80" : "" },
    ]

    func listed(_ format: OutputFormat, fields: String? = nil) throws -> String {
        let screen = Screen(format, fields: fields)
        try screen.output.list(plants, key: "plants", columns: columns, none: "")
        return screen.stdout.text
    }

    @Test("of numbers is right-aligned in tables, and one of times shows ages")
    func table() throws {
        #expect(
            try listed(.table) == """
                NAME  HEIGHT  SOWN
                Ivy       -5  3 days ago
                Oak    12000  in 12 days
                Moss       3

                """)
    }

    @Test("can be limited to wide tables or to --fields")
    func visibility() throws {
        let columns: [Column<Plant>] = [
            Column("name", "NAME") { $0.name },
            Column("height", "HEIGHT", .number, shown: .wide) { String($0.height) },
            Column("rings", "RINGS", .number, shown: .never) { _ in "80" },
        ]
        func listed(_ format: OutputFormat, fields: String? = nil) throws -> String {
            let screen = Screen(format, fields: fields)
            try screen.output.list(Array(plants.prefix(1)), key: "plants", columns: columns, none: "")
            return screen.stdout.text
        }
        #expect(try listed(.table) == "NAME\nIvy\n")
        #expect(try listed(.csv) == "name\r\nIvy\r\n")
        #expect(try listed(.wide) == "NAME  HEIGHT\nIvy       -5\n")
        #expect(try listed(.wide, fields: "rings") == "RINGS\n   80\n")
    }

    @Test(
        "is exact in machine formats",
        arguments: [
            (
                OutputFormat.csv,
                "name,height,sownAt\r\nIvy,-5,2026-02-26T00:00:00Z\r\nOak,12000,2026-03-13T12:00:00.5Z\r\nMoss,3,\r\n"
            ),
            (
                .jsonl,
                """
                {"name":"Ivy","height":-5,"sownAt":"2026-02-26T00:00:00Z"}
                {"name":"Oak","height":12000,"sownAt":"2026-03-13T12:00:00.5Z"}
                {"name":"Moss","height":3}

                """
            ),
        ])
    func machines(format: OutputFormat, expected: String) throws {
        #expect(try listed(format) == expected)
    }

    @Test("of numbers that is only in tables is a number in JSON, too")
    func derived() throws {
        #expect(try listed(.jsonl, fields: "rings") == "{\"rings\":null}\n{\"rings\":80}\n{\"rings\":null}\n")
    }

    @Test("of times has the exact time next to the age if one record is shown")
    func record() throws {
        let screen = Screen()
        try screen.output.record(plants[0], columns: columns)
        #expect(screen.stdout.text.contains("SOWN    2026-02-26T00:00:00Z (3 days ago)\n"))
    }
}
