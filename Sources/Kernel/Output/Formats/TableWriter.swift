/// Draws rows below a heading, in columns as wide as their widest cell.
struct TableWriter {
    /// The headings; none for a table without one.
    var headings: [String]
    var rows: [[String]]
    /// The columns of the terminal that the table must fit, or nil where nothing is cut.
    var width: Int?
    var style = Style.plain

    private static let gap = 2
    /// How narrow columns may become: first all but the one that names the row, and in the end that, too.
    private static let floors = [(exempt: 1, narrowest: 8), (exempt: 1, narrowest: 4), (exempt: 0, narrowest: 1)]

    /// The lines, each with its newline; no line ends in spaces.
    func text() -> String {
        let widths = fitted(naturalWidths())
        var text = headings.isEmpty ? "" : style.heading(line(headings, widths)) + "\n"
        for row in rows { text += line(row, widths) + "\n" }
        return text
    }

    private func naturalWidths() -> [Int] {
        let all = headings.isEmpty ? rows : [headings] + rows
        return (0..<(all.map(\.count).max() ?? 0)).map { column in
            all.map { $0.count > column ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
        }
    }

    /// Takes from the widest column, again and again, until all fit.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        var surplus = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
        for floor in Self.floors {
            while surplus > 0, let widest = widths.indices.dropFirst(floor.exempt).max(by: { widths[$0] < widths[$1] }),
                widths[widest] > floor.narrowest
            {
                widths[widest] -= 1
                surplus -= 1
            }
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        var pending = 0
        for (cell, width) in zip(cells, widths) {
            let shown = DisplayWidth.truncate(cell, to: width)
            if !shown.isEmpty {
                line += String(repeating: " ", count: pending) + shown
                pending = 0
            }
            pending += width - DisplayWidth.of(shown) + Self.gap
        }
        return line
    }
}
