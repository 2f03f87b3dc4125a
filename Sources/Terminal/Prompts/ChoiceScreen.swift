import Base

/// Draws a choice below the cursor, and redraws it in the same place.
struct ChoiceScreen<Row: Sendable> {
    let question: String
    let rows: [Row]
    let columns: [Column<Row>]
    let output: Output

    private static var longestWindow: Int { 15 }
    private var sink: any ByteSink { output.console.error }
    /// The lines on the terminal now, without colors.
    private var drawn: [String] = []
    /// The table, for the width that it was drawn for.
    private var table: (width: Int, drawing: TableWriter.Drawing)?

    init(question: String, rows: [Row], columns: [Column<Row>], output: Output) {
        self.question = question
        self.rows = rows
        self.columns = columns
        self.output = output
    }

    /// A terminal that doesn't report its size is assumed to have the usual one.
    private var width: Int { max((sink.columns ?? 80) - 1, 4) }
    private var height: Int { sink.rows ?? 24 }

    /// Draws the current state of the choice.
    mutating func draw(_ choice: inout Choice) throws {
        let isLow = height < 6
        choice.height = min(max(height - (isLow ? 1 : 3), 1), Self.longestWindow)
        let drawing = fittedTable()
        var lines = isLow ? [] : ["  \(drawing.heading ?? "")"]
        lines += choice.window.map { row in
            (row == choice.selected ? output.glyphs.pointer : "  ") + drawing.lines[row]
        }
        if !isLow { lines.append(status(choice)) }
        lines.append(input(choice.typed))
        try write(erasing() + lines.map { styled($0, isHeading: !isLow && $0 == lines[0]) }.joined(separator: "\n"))
        drawn = lines
    }

    /// Removes the choice from the terminal.
    mutating func erase() throws {
        try write(erasing())
        drawn = []
    }

    private mutating func fittedTable() -> TableWriter.Drawing {
        let width = width - DisplayWidth.of(output.glyphs.pointer)
        if let table, table.width == width { return table.drawing }
        let drawing = output.numberedTable(rows, columns, width: width).drawing()
        table = (width, drawing)
        return drawing
    }

    private func status(_ choice: Choice) -> String {
        let count = choice.offered.count
        let text =
            switch count {
            case 0: "  nothing has '\(choice.typed)' in it"
            case rows.count where count <= choice.height: "  type to find, Enter to choose, Esc to cancel"
            default:
                "  \(choice.top + 1)-\(choice.top + choice.window.count) of \(count); type to find, Enter to choose"
            }
        return DisplayWidth.truncate(VisibleText.escaping(text), to: width, mark: output.glyphs.ellipsis)
    }

    /// Returns the question and the end of the search text, where the cursor stays.
    private func input(_ typed: String) -> String {
        let question = DisplayWidth.truncate(
            VisibleText.escaping(question) + ":", to: max(width / 2, 1), mark: output.glyphs.ellipsis)
        var shown = Substring(VisibleText.escaping(typed))
        while DisplayWidth.of(String(shown)) > width - DisplayWidth.of(question) - 1, !shown.isEmpty {
            shown.removeFirst()
        }
        return "\(question) \(shown)"
    }

    private func styled(_ line: String, isHeading: Bool) -> String {
        isHeading || line.hasPrefix(output.glyphs.pointer) ? output.errorStyle.emphasis(line) : line
    }

    /// Moves to the first line and clears everything below.
    ///
    /// A terminal that became narrower has wrapped the lines that no longer fit.
    private func erasing() -> String {
        guard !drawn.isEmpty else { return "" }
        let columns = width + 1
        let broken = drawn.reduce(0) { $0 + max((DisplayWidth.of($1) + columns - 1) / columns, 1) }
        return "\r" + (broken > 1 ? "\u{1B}[\(broken - 1)A" : "") + "\u{1B}[J"
    }

    private func write(_ text: String) throws { try sink.write(Array(text.utf8)) }
}
