@testable import Terminal
import KernelTesting
import Testing

@Suite("A list on a terminal")
struct ScreenColumnsTests {
    struct Pass: Codable, Sendable {
        var id = "p1"
        var name: String
        var issuedAt = "2026-02-26T00:00:00Z"
        var endAt: String?
        var isInUse = false
        var note = "a note"
    }

    /// The clock shows the first of March 2026.
    let passes = [
        Pass(name: "old", endAt: "2026-02-27T00:00:00Z"), Pass(name: "soon", endAt: "2026-03-10T12:00:00Z"),
        Pass(name: "later", endAt: "2026-06-01T00:00:00Z", isInUse: true), Pass(name: "always"),
    ]
    let columns = [
        Column<Pass>("id", "ID") { $0.id },
        Column<Pass>("note", "NOTE") { $0.note },
        Column<Pass>("name", "NAME OF PASS") { $0.name },
        Column<Pass>("issuedAt", "AGE", .age, shown: .wide) { $0.issuedAt },
        Column<Pass>("endAt", "EXPIRES", .expiry, shown: .wide) { $0.endAt ?? "" }.placeholder("never"),
        Column<Pass>("isInUse", "IN USE", .flag, shown: .never) { String($0.isInUse) },
    ]
    let choice = ScreenColumns(
        ["name", "issuedAt", "endAt", "isInUse", "id"], leavingOut: ["issuedAt"], headings: ["name": "NAME"])

    func listed(_ columns: Int?, _ change: (inout OutputOptions) -> Void = { _ in }) throws -> Screen {
        let screen = Screen(columns: columns, change)
        try screen.output.list(passes, key: "passes", columns: self.columns, screen: choice, none: "")
        return screen
    }

    @Test("has its own columns, short ages, and words for what has expired or soon will")
    func columnsOfItsOwn() throws {
        #expect(
            try listed(80) { $0.isPlain = true }.stdout.text == """
                NAME    AGE  EXPIRES         IN USE  ID
                old     3d   expired 2d ago          p1
                soon    3d   in 9d (soon)            p1
                later   3d   in 3mo          yes     p1
                always  3d   never                   p1

                """)
    }

    @Test("shows in red what has expired, in yellow what soon will, and in green what is in use")
    func colors() throws {
        let text = try listed(80).stdout.text
        #expect(text.contains("\u{1B}[31mexpired 2d ago\u{1B}[0m"))
        #expect(text.contains("\u{1B}[33min 9d (soon)\u{1B}[0m"))
        #expect(text.contains("\u{1B}[32mlater\u{1B}[0m"))
        #expect(text.ranges(of: "\u{1B}[3").count == 3)
    }

    @Test("is the same table in a pipe, but without color, short ages or special words")
    func pipe() throws {
        #expect(try listed(nil).stdout.text.hasPrefix("ID  NOTE    NAME OF PASS\np1  a note  old\n"))
        let wide = try listed(nil) { $0.format = .wide }.stdout.text
        #expect(wide.contains("soon          3 days ago  in 9 days\n"))
        #expect(wide.hasSuffix("always        3 days ago\n"))
    }

    @Test("adds the columns of a wide table, and leaves those out first")
    func wide() throws {
        let wide = try listed(80) { options in
            options.format = .wide
            options.isPlain = true
        }
        #expect(wide.stdout.text.hasPrefix("NAME    AGE  EXPIRES         IN USE  ID  NOTE\n"))
        #expect(wide.stderr.text == "")
        let narrow = try listed(40) { options in
            options.format = .wide
            options.isPlain = true
        }
        #expect(narrow.stdout.text.hasPrefix("NAME    AGE  EXPIRES         IN USE  ID\n"))
        #expect(narrow.stderr.text == "The terminal is too narrow for NOTE;\n--fields picks what is shown.\n")
    }

    @Test("shows times in UTC on request")
    func utc() throws {
        let text = try listed(120) { options in
            options.showsUTC = true
            options.isPlain = true
        }.stdout.text
        #expect(text.contains("old     2026-02-26T00:00:00Z  2026-02-27T00:00:00Z (expired)"))
        #expect(text.contains("soon    2026-02-26T00:00:00Z  2026-03-10T12:00:00Z (soon)"))
    }

    @Test("has the columns of the piped table as CSV")
    func csv() throws {
        #expect(try listed(80) { $0.format = .csv }.stdout.text.hasPrefix("id,note,name\r\np1,a note,old\r\n"))
    }

    @Test("has flags as Booleans in JSON")
    func flags() throws {
        let text = try listed(nil) { options in
            options.format = .jsonl
            options.fields = ["name", "isInUse"]
        }.stdout.text
        #expect(text.contains(#"{"name":"later","isInUse":true}"#))
    }

    @Test("fits a terminal of 20 columns")
    func tiny() throws {
        #expect(
            try listed(20) { $0.isPlain = true }.stdout.text
                == "NAME    IN USE  ID\nold             p1\nsoon            p1\nlater   yes     p1\nalways          p1\n"
        )
    }
}
