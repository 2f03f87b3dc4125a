@testable import Terminal
import Testing

@Suite("A drawn progress line")
struct ProgressLineTests {
    func text(
        _ completed: Int, of total: Int?, beat: Int = 0, columns: Int = 79, glyphs: Glyphs = .ascii
    ) -> String {
        ProgressLine(title: "Watering", glyphs: glyphs)
            .text(completed: completed, of: total, beat: beat, columns: columns)
    }

    @Test("has a bar if the number of parts is known")
    func bar() {
        #expect(text(0, of: 4) == "Watering  ..............................  0/4")
        #expect(text(1, of: 4) == "Watering  #######.......................  1/4")
        #expect(text(4, of: 4) == "Watering  ##############################  4/4")
        #expect(text(9, of: 4) == text(4, of: 4))
        #expect(text(-1, of: 4) == text(0, of: 4))
        #expect(text(Int.max, of: Int.max).hasSuffix("#  \(Int.max)/\(Int.max)"))
    }

    @Test("has a spinner if the number of parts is unknown")
    func turning() {
        #expect((0...4).map { text(0, of: nil, beat: $0) } == ["|", "/", "-", "\\", "|"].map { "\($0) Watering" })
        #expect(text(12, of: nil) == "| Watering  12")
        #expect(text(0, of: 0) == "| Watering")
        #expect(text(0, of: nil, glyphs: .unicode) == "⠋ Watering")
    }

    @Test("fits every terminal", arguments: 0...60)
    func narrow(columns: Int) {
        for total in [nil, 4, 1_000_000] {
            for glyphs in [Glyphs.ascii, .unicode] {
                #expect(DisplayWidth.of(text(3, of: total, columns: columns, glyphs: glyphs)) <= columns)
            }
        }
    }
}
