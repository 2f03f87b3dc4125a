/// Draws rows below a heading, in columns as wide as their widest cell.
struct TableWriter {
    /// The headings; none for a table without one.
    var headings: [String]
    var rows: [[String]]
    /// The columns of the terminal that the table must fit, or nil where nothing is cut.
    var width: Int?
    var style = Style.plain

    private static let gap = 2
    private static let narrowest = 8

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
    ///
    /// The first, which names the row, is cut last.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        while widths.reduce(0, +) + Self.gap * (widths.count - 1) > width {
            let candidates = widths.indices.dropFirst(widths.count > 1 ? 1 : 0)
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else {
                break
            }
            widths[widest] -= 1
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
