@testable import Base
@testable import Terminal
import Support
import Foundation
import KernelTesting
import Testing

@Suite("Any text")
struct RandomTextTests {
    /// A few hundred rows each.
    static let seeds: [UInt64] = Array(1...10)

    private func rows(_ seed: UInt64, _ columns: Int = 3) -> [[String]] {
        var random = RandomText(seed: seed)
        return (0..<250).map { _ in random.row(of: columns) }
    }

    @Test("survives a round trip through CSV, with an apostrophe before formulas", arguments: seeds)
    func csv(seed: UInt64) throws {
        for row in rows(seed) {
            let expected = row.map { cell in
                cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'" + cell : cell
            }
            let read = try CSVReader.records(CSVWriter.line(row))
            // As bytes: Swift treats texts as equal that are composed in different ways.
            #expect(read.map { $0.map { Array($0.utf8) } } == [expected.map { Array($0.utf8) }])
        }
    }

    @Test("survives a round trip through JSON, on one line or indented", arguments: seeds)
    func json(seed: UInt64) throws {
        for row in rows(seed) {
            let value = JSONValue.array(row.map(JSONValue.string))
            for isIndented in [true, false] {
                let text = JSONWriter.text(of: value, indented: isIndented)
                let read = try JSONDecoder().decode([String].self, from: Data(text.utf8))
                #expect(read.map { Array($0.utf8) } == row.map { Array($0.utf8) })
                #expect(!text.unicodeScalars.contains { VisibleText.isUnsafe($0) && $0 != "\n" })
            }
        }
    }

    @Test(
        "survives a round trip through YAML", .enabled("this machine has no PyYAML") { try await Tools.havePyYAML() },
        arguments: seeds.prefix(3))
    func yaml(seed: UInt64) async throws {
        let rows = rows(seed)
        let written = YAMLWriter.text(
            of: .array(rows.map { row in .object(row.enumerated().map { .init("k\($0)", .string($1)) }) }))
        #expect(!written.unicodeScalars.contains { VisibleText.isUnsafe($0) && $0 != "\n" })
        let read = try JSONDecoder().decode([[String: String]].self, from: await YAMLReader.json(written))
        #expect(
            read.map { row in (0..<3).map { Array((row["k\($0)"] ?? "").utf8) } }
                == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test("in a table breaks no line and sends no escape to the terminal", arguments: seeds)
    func table(seed: UInt64) {
        var random = RandomText(seed: seed)
        for _ in 0..<50 {
            let columns = random.number(1...9)
            let width = random.number(1...120)
            let glyphs = random.number(0...1) == 0 ? Glyphs.unicode : .ascii
            let cells = (0..<20).map { _ in random.row(of: columns).map(VisibleText.escaping) }
            let writer = TableWriter(
                headings: (0..<columns).map { "HEADING \($0)" }, rows: cells, width: width,
                rightAligned: [random.number(0...9)], glyphs: glyphs)
            let drawing = writer.drawing()
            #expect(drawing.lines.count == cells.count)
            for line in drawing.lines + [drawing.heading ?? ""] {
                #expect(DisplayWidth.of(line) <= width)
                #expect(!line.unicodeScalars.contains(where: VisibleText.isUnsafe))
            }
        }
    }

    @Test("lines up in a table that is not cut", arguments: seeds)
    func alignment(seed: UInt64) {
        let cells = rows(seed, 2).prefix(100).map { $0.map(VisibleText.escaping) + ["|"] }
        let lines = TableWriter(headings: [], rows: Array(cells), width: nil).drawing().lines
        #expect(Set(lines.map(DisplayWidth.of)).count == 1)
    }

    @Test("is never wider than asked for when it is cut", arguments: seeds)
    func cut(seed: UInt64) {
        for row in rows(seed) {
            let text = row.map(VisibleText.escaping).joined()
            for columns in [0, 1, 2, 3, 10, 40] {
                let cut = DisplayWidth.truncate(text, to: columns)
                #expect(DisplayWidth.of(cut) <= columns)
                #expect(DisplayWidth.of(text) > columns || cut == text)
            }
        }
    }
}

/// An independent parser of YAML, if this machine has one.
enum YAMLReader {
    /// The same value as JSON.
    static func json(_ text: String) async throws -> Data {
        let folder = try TemporaryFolder()
        let (source, target) = (folder.url.appending(path: "in"), folder.url.appending(path: "out"))
        try Data(text.utf8).write(to: source)
        let script = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer.read().decode()), sys.stdout)"
        try await ChildProgram("python3", "-c", script).succeed(stdin: .reading(source), stdout: .writing(target))
        return try Data(contentsOf: target)
    }
}
