import Support
import Testing

@Suite("A terminal that is narrower than a message")
struct NarrowTerminalTests {
    func lines(
        _ words: [String], columns: Int, _ steps: [PseudoTerminal.Step] = [], in world: BuiltProgram? = nil
    ) async throws -> [String] {
        var program = try world ?? BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox", "NO_COLOR": "1", "PAGER": ""]
        let outcome = try await PseudoTerminal(columns: columns).run(program.program(words), steps)
        #expect(outcome.missing == nil)
        return outcome.output.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("gets errors and hints with whole words", arguments: [30, 40, 80])
    func errors(columns: Int) async throws {
        let words = ["deployment", "token", "rotate", "No such token", "--deployment", "Production", "--yes"]
        let wide = try await lines(words, columns: 400).joined(separator: " ")
        let narrow = try await lines(words, columns: columns)
        #expect(narrow.count > 3)
        // In a hint that can be pasted, a flag keeps its value.
        let parts = narrow.map { $0.replacing(#/^ +--\S+ (\S+)(?: \\)?$/#, with: { $0.1 }) }
        #expect(parts.filter { $0.count > columns && $0.contains(" ") } == [])
        #expect(narrow.joined(separator: " ").replacing(#/ \\ +/#, with: " ") == wide)
    }

    @Test("gets questions with whole words, and the answer after them")
    func questions() async throws {
        let world = try BuiltProgram()
        let domain = "a-domain-of-some-length.example.com"
        #expect(try await world.shell("astro context switch \(domain)").exitCode == 0)
        let words = ["context", "delete", domain]
        let shown = try await lines(words, columns: 30, [.expect("[y/N] "), .type("n\r")], in: world)
        #expect(shown.filter { $0.count > 36 && $0.contains(" ") } == [])
    }

    @Test(
        "gets results with whole words",
        arguments: [
            "deployment inspect Production", "auth status", "auth whoami", "doctor", "telemetry status", "version",
        ], [30, 40, 60, 80])
    func results(line: String, columns: Int) async throws {
        let words = line.split(separator: " ").map(String.init)
        // The shorter lines contain long paths and addresses, which are words, too.
        let world = try BuiltProgram()
        let whole = try await lines(words, columns: 1_000, in: world).joined(separator: " ").split(separator: " ")
        let shown = try await lines(words, columns: columns, in: world)
        #expect(shown.joined(separator: " ").split(separator: " ").filter { $0 != "\\" } == whole, "\(shown)")
        for line in shown where line.count > columns {
            // A word that doesn't fit on any line is alone on its line, after its margin.
            #expect(line.split(separator: " ").count { $0 != "\\" } == 1, "\(line)")
        }
    }

    @Test("gets the command of a hint on separate lines, to be pasted")
    func hintsWithWords() async throws {
        let words = ["deployment", "token", "rotate", "CI deploy", "--deployment", "Production"]
        let shown = try await lines(words, columns: 80, [.expect("[y/N] "), .type("n\r")]).joined(separator: "\n")
        let command =
            "    astro deployment token rotate ctoken00000000000cideploy --overlap 24h \\\n        --deployment "
        #expect(shown.contains("hint: to keep it working for a day:\n" + command), "\(shown)")
    }

    @Test("gets a hint that can be pasted")
    func hints() async throws {
        let words = ["deployment", "token", "check", "--deployment", "Production"]
        let shown = try await lines(words, columns: 40).joined(separator: "\n")
        let hint = "hint: astro deployment token rotate \\\n    ctoken0000legacyscheduler \\\n    --deployment "
        #expect(shown.contains(hint))
    }
}
