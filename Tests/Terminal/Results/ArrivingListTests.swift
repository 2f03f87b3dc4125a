@testable import Terminal
import KernelTesting
import Testing

@Suite("A list whose rows arrive page by page")
struct ArrivingListTests {
    /// The content of stdout after each page.
    func list(_ screen: Screen, _ pages: [[Fruit]], failure: StreamError? = nil) async throws -> [String] {
        var seen: [String] = []
        try await screen.output.list(key: "fruits", columns: Fruit.columns, none: "There is no fruit.") { add in
            for page in pages {
                try add(page)
                seen.append(screen.stdout.text)
            }
            if let failure { throw failure }
        }
        return seen
    }

    @Test("is written as it arrives as JSON lines")
    func lines() async throws {
        let lemon = "{\"id\":\"l\",\"name\":\"Lemon\",\"tags\":[]}\n"
        let screen = Screen(.jsonl)
        #expect(try await list(screen, [[.lemon], [], [.lemon, .lemon]]) == [lemon, lemon, lemon + lemon + lemon])
        #expect(screen.stderr.text == "")
    }

    @Test("is written at the end in all other formats", arguments: [OutputFormat.table, .json, .csv, .yaml])
    func whole(format: OutputFormat) async throws {
        let (screen, usual) = (Screen(format), Screen(format))
        #expect(try await list(screen, [[.apple], [.lemon]]) == ["", ""])
        try usual.output.list([.apple, .lemon], key: "fruits", columns: Fruit.columns, none: "")
        #expect(screen.stdout.text == usual.stdout.text)
    }

    @Test("says so if nothing arrived", arguments: OutputFormat.allCases)
    func empty(format: OutputFormat) async throws {
        let screen = Screen(format)
        _ = try await list(screen, [[], []])
        #expect(screen.stderr.text == "There is no fruit.\n")
    }

    @Test("that breaks off leaves no output that looks complete", arguments: [OutputFormat.table, .json, .csv, .yaml])
    func broken(format: OutputFormat) async throws {
        let screen = Screen(format)
        await #expect(throws: StreamError.closed) { try await list(screen, [[.apple]], failure: .closed) }
        #expect(screen.stdout.text == "")
    }
}
