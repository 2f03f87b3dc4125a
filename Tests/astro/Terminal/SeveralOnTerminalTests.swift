import Foundation
import Support
import Testing

@Suite("On a terminal, a list to choose several from")
struct SeveralOnTerminalTests {
    func choose(
        _ steps: [PseudoTerminal.Step], after question: String = "Beds to water (0 marked): ",
        on terminal: PseudoTerminal = PseudoTerminal(), variables: [String: String] = [:], count: Int = 6
    ) async throws -> PseudoTerminal.Outcome {
        var program = try BuiltProgram()
        program.variables = variables
        let outcome = try await terminal.run(
            program.probe(["several", "--count", "\(count)"]), [.expect(question)] + steps)
        #expect(outcome.missing == nil, "\(outcome.output)")
        #expect(outcome.isRestored)
        return outcome
    }

    /// The lines that stay.
    private func lines(_ outcome: PseudoTerminal.Outcome, columns: Int = 80) -> [String] {
        TerminalScreen.lines(outcome.output, columns: columns)
    }

    @Test("marks rows with the space bar and all of them with a, and counts them")
    func marks() async throws {
        let some = try await choose([
            .type(" "), .expect("(1 marked)"), .down, .down, .type(" "), .expect("(2 marked)"), .enter,
        ])
        #expect(some.exitCode == 0)
        #expect(lines(some) == ["Beds to water: Asters, Carrots", "Asters; Carrots"])
        let all = try await choose([.type("a"), .expect("(6 marked)"), .type(" "), .expect("(5 marked)"), .enter])
        #expect(lines(all).last == "Beans; Carrots; Dill; Early peas; Fennel")
    }

    @Test("is searched by typing, and keeps its marks")
    func searching() async throws {
        let outcome = try await choose([
            .type("dill "), .expect("(1 marked)"), .type("\u{15}/ast"), .expect("/ast"), .type(" "),
            .expect("(2 marked)"), .enter,
        ])
        #expect(lines(outcome).last == "Asters; Dill")
    }

    @Test(
        "fits 20 columns and 5 lines, and a window that is resized",
        arguments: [(rows: 5, columns: 20), (4, 20), (1, 20), (0, 0)])
    func small(rows: Int, columns: Int) async throws {
        let terminal = PseudoTerminal(rows: rows, columns: columns)
        let count = columns == 0 ? " marked" : ""
        let outcome = try await choose(
            [
                .type(" "), .expect("(1\(count)): "), .down, .down, .down, .type(" "), .expect("(2\(count)): "),
                .resize(rows: 10, columns: 60), .down, .expect("(2 marked): "), .resize(rows: 5, columns: 20), .down,
                .expect("(2): "), .enter,
            ], after: "(0\(count)): ", on: terminal, variables: ["NO_COLOR": "1"])
        #expect(outcome.output.hasSuffix("Asters; Dill\r\n"))
        for line in outcome.output.prefix(while: { $0 != "\u{1B}" }).split(separator: "\r\n") where columns > 0 {
            #expect(line.count <= columns)
        }
    }

    @Test("is never wider than COLUMNS")
    func columns() async throws {
        let outcome = try await choose(
            [.type("a"), .expect("(6): "), .enter], after: "(0): ", variables: ["COLUMNS": "20", "NO_COLOR": "1"])
        let frame = outcome.output.prefix { $0 != "\r" }
        #expect(frame.split(separator: "\r\n").allSatisfy { $0.count <= 20 }, "\(frame)")
    }

    @Test(
        "is plain lines for a screen reader or a fixed cursor, answered with numbers and ranges",
        arguments: [["ACCESSIBLE": "1"], ["TERM": "dumb"]])
    func plain(variables: [String: String]) async throws {
        let outcome = try await choose(
            [.type("1,3-5\r")], after: "Beds to water [1-6, such as 1,3 or 1-6, or all]: ",
            variables: variables.merging(["NO_COLOR": "1"]) { $1 })
        #expect(!outcome.output.contains("\u{1B}"))
        #expect(outcome.output.hasSuffix("Asters; Carrots; Dill; Early peas\r\n"))
    }

    @Test("is what token rotate offers if each value has its own destination")
    func rotation() async throws {
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "sandbox", "NO_COLOR": "1"]
        let folder = program.home.appending(path: "values")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let words = ["token", "rotate", "--to-file", "values/{token.id}"]
        let outcome = try await PseudoTerminal().run(
            program.program(words),
            [
                .expect("Tokens to rotate (0 marked): "), .type("cideploy "), .expect("(1 marked)"),
                .type("\u{15}metricsreader "), .expect("(2 marked)"), .enter,
                .expect("Rotate 2 tokens? [y/N] "), .type("y\r"),
            ])
        #expect(outcome.missing == nil && outcome.exitCode == 0, "\(outcome.output)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(files.sorted() == ["ctoken00000000000cideploy", "ctoken000000metricsreader"])
    }

    @Test("has room for 10,000 rows, all marked at once", .timeLimit(.minutes(20)))
    func many() async throws {
        let outcome = try await choose([.type("a"), .expect("(10000 marked)"), .enter], count: 10_000)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("Early peas, 9995 more\r\n"))
    }

    @Test(
        "leaves nothing on the screen when it is canceled, and chooses nothing",
        arguments: [(PseudoTerminal.Step.escape, 5), (.interrupt, 130), (.endOfInput, 5), (.signal(SIGTERM), 143)])
    func canceled(step: PseudoTerminal.Step, code: Int) async throws {
        let outcome = try await choose([.type("a"), .expect("(6 marked)"), step])
        #expect(outcome.exitCode == code)
        let shown = lines(outcome).map { $0.replacing("^C", with: "") }
        #expect(shown.first?.hasPrefix("error:") == true, "\(shown)")
    }
}
