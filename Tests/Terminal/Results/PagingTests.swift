@testable import Terminal
import KernelTesting
import Testing

@Suite("A long table")
struct PagingTests {
    let fruits = Array(repeating: Fruit.apple, count: 30)

    func list(
        _ pager: ScriptedPager, rows: Int? = 24, columns: Int? = 80, variables: [String: String] = [:],
        _ change: (inout OutputOptions) -> Void = { _ in }
    ) throws -> Screen {
        let screen = Screen(columns: columns, rows: rows, variables: variables, pager: pager, change)
        try screen.output.list(fruits, key: "fruits", columns: Fruit.columns, none: "")
        return screen
    }

    @Test("is shown by less, with colors, if no other pager is set")
    func usual() throws {
        let pager = ScriptedPager()
        let screen = try list(pager)
        #expect(pager.shown.map(\.command) == ["less"])
        #expect(pager.shown.first?.variables["LESS"] == "FRX")
        #expect(pager.shown.first?.text.split(separator: "\n").count == 31)
        #expect(screen.stdout.text == "")
    }

    @Test(
        "is shown by the configured pager, with the person's own settings",
        arguments: [
            (["PAGER": "more -s"], "more -s"), (["PAGER": "more", "ASTRO_PAGER": "most"], "most"),
            (["ASTRO_PAGER": " bat -p "], "bat -p"),
        ])
    func named(variables: [String: String], command: String) throws {
        let pager = ScriptedPager()
        _ = try list(pager, variables: variables.merging(["LESS": "S"]) { $1 })
        #expect(pager.shown.map(\.command) == [command])
        #expect(pager.shown.first?.variables["LESS"] == "S")
    }

    @Test(
        "is written directly if no pager is wanted or useful",
        arguments: [["PAGER": ""], ["PAGER": "cat"], ["PAGER": "less", "ASTRO_PAGER": ""], ["TERM": "dumb"]])
    func unwanted(variables: [String: String]) throws {
        let pager = ScriptedPager()
        #expect(try list(pager, variables: variables).stdout.text.split(separator: "\n").count == 31)
        #expect(pager.shown.isEmpty)
    }

    @Test("is written directly in a pipe, on a terminal of unknown height, with --no-input, and in machine formats")
    func machines() throws {
        let pager = ScriptedPager()
        _ = try list(pager, columns: nil)
        _ = try list(pager, rows: nil)
        _ = try list(pager) { $0.neverAsks = true }
        for format in OutputFormat.allCases where !format.isTable { _ = try list(pager) { $0.format = format } }
        #expect(pager.shown.isEmpty)
    }

    @Test("goes through a pager only if it fills the terminal", arguments: [(31, 1), (32, 0), (1, 1)])
    func height(rows: Int, times: Int) throws {
        let pager = ScriptedPager()
        _ = try list(pager, rows: rows)
        #expect(pager.shown.count == times)
    }

    @Test("is written directly if the pager is missing, after a warning if it was configured")
    func missing() throws {
        let named = try list(ScriptedPager(isThere: false), variables: ["PAGER": "nopager", "NO_COLOR": "1"])
        #expect(named.stdout.text.split(separator: "\n").count == 31)
        #expect(
            named.stderr.text
                == "warning: the pager 'nopager' that PAGER names cannot be run; the whole result\nfollows\n")
        let usual = try list(ScriptedPager(isThere: false))
        #expect(usual.stdout.text.split(separator: "\n").count == 31)
        #expect(usual.stderr.text == "")
    }
}
