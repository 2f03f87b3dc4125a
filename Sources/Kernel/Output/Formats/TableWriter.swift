/// Draws rows below a heading, in columns as wide as their widest cell.
struct TableWriter {
    /// The headings; none for a table without one.
    var headings: [String]
    var rows: [[String]]
    /// The columns of the terminal that the table must fit, or nil where nothing is cut.
    var width: Int?
    /// The columns whose cells stand on the right, by number.
    var rightAligned: Set<Int> = []
    var style = Style.plain
    var glyphs = Glyphs.unicode

    private static let gap = 2
    /// How narrow columns may become: first all but the one that names the row, and in the end that, too.
    private static let floors = [(exempt: 1, narrowest: 8), (exempt: 1, narrowest: 4), (exempt: 0, narrowest: 8)]

    /// A table as it is drawn.
    struct Drawing {
        /// The line with the headings, without colour; nil for a table without one.
        var heading: String?
        /// A line for each row.
        var lines: [String]
        /// How many columns there was no place for.
        var omitted: Int
    }

    /// The lines, each with its newline; no line ends in spaces.
    func text() -> String { text(of: drawing()) }

    func text(of drawing: Drawing) -> String {
        var text = drawing.heading.map { style.heading($0) + "\n" } ?? ""
        for line in drawing.lines { text += line + "\n" }
        return text
    }

    func drawing() -> Drawing {
        let natural = naturalWidths()
        let widths = fitted(natural)
        return Drawing(
            heading: headings.isEmpty ? nil : line(headings, widths), lines: rows.map { line($0, widths) },
            omitted: natural.count - widths.count)
    }

    private func naturalWidths() -> [Int] {
        var widths = headings.map(DisplayWidth.of)
        for row in rows {
            while widths.count < row.count { widths.append(0) }
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
        }
        return widths
    }

    /// Takes from the widest column, again and again, until all fit; what then still has no place is left out.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        for floor in Self.floors {
            while surplus(widths, width) > 0,
                let widest = widths.indices.dropFirst(floor.exempt).max(by: { widths[$0] < widths[$1] }),
                widths[widest] > floor.narrowest
            {
                widths[widest] -= 1
            }
        }
        while surplus(widths, width) > 0, widths.count > 1 { widths.removeLast() }
        if let only = widths.first, widths.count == 1 { widths[0] = min(only, width) }
        return widths
    }

    private func surplus(_ widths: [Int], _ width: Int) -> Int {
        widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        var pending = 0
        for (column, (cell, width)) in zip(cells, widths).enumerated() {
            let shown = DisplayWidth.truncate(cell, to: width, mark: glyphs.ellipsis)
            let spaces = width - DisplayWidth.of(shown)
            let isRight = rightAligned.contains(column)
            if !shown.isEmpty {
                line += String(repeating: " ", count: pending + (isRight ? spaces : 0)) + shown
                pending = isRight ? 0 : spaces
            } else {
                pending += spaces
            }
            pending += Self.gap
        }
        return line
    }
}
