import Base

/// Draws a choice below the cursor, and redraws it in the same place.
struct ChoiceScreen<Row: Sendable> {
    let question: RowQuestion<Row>
    let output: Output

    private static var longestWindow: Int { 15 }
    private var sink: any ByteSink { output.console.error }
    /// The lines on the terminal now, without colors.
    private var drawn: [String] = []
    /// The table, for the width that it was drawn for.
    private var table: (width: Int, drawing: TableWriter.Drawing)?

    init(_ question: RowQuestion<Row>, output: Output) {
        self.question = question
        self.output = output
    }

    /// A terminal that doesn't report its size is assumed to have the usual one.
    private var columns: Int { max(sink.columns ?? 80, 5) }
    private var width: Int { max(min(output.width(of: sink) ?? columns, columns) - 1, 4) }
    private var height: Int { sink.rows ?? 24 }

    /// Draws the current state of the choice.
    mutating func draw(_ choice: inout Choice) throws {
        let isLow = height < 6
        choice.height = min(max(height - (isLow ? 1 : 3), 1), Self.longestWindow)
        let drawing = fittedTable()
        var lines = isLow ? [] : ["  \(question.takesSeveral ? Self.mark(nil) : "")\(drawing.heading ?? "")"]
        lines += choice.window.map { row in
            (row == choice.selected ? output.glyphs.pointer : "  ")
                + (question.takesSeveral ? Self.mark(choice.marked.contains(row)) : "") + drawing.lines[row]
        }
        if !isLow { lines.append(status(choice)) }
        lines.append(input(choice))
        try write(erasing() + lines.map { styled($0, isHeading: !isLow && $0 == lines[0]) }.joined(separator: "\n"))
        drawn = lines
    }

    /// Removes the choice from the terminal.
    mutating func erase() throws {
        try write(erasing())
        drawn = []
    }

    private mutating func fittedTable() -> TableWriter.Drawing {
        let width = max(
            width - DisplayWidth.of(output.glyphs.pointer) - (question.takesSeveral ? Self.mark(nil).utf8.count : 0), 1)
        if let table, table.width == width { return table.drawing }
        let drawing = output.numberedTable(question.rows, question.columns, width: width).drawing()
        table = (width, drawing)
        return drawing
    }

    /// Whether a row is marked; nil is for the heading.
    private static func mark(_ isMarked: Bool?) -> String { isMarked.map { $0 ? "[x] " : "[ ] " } ?? "    " }

    private func status(_ choice: Choice) -> String {
        let count = choice.offered.count
        let keys = question.takesSeveral ? "space to mark, a for all, Enter when done" : "type to find, Enter to choose"
        let text =
            switch count {
            case 0: "  nothing has '\(choice.typed)' in it"
            case question.rows.count where count <= choice.height: "  \(keys), Esc to cancel"
            default: "  \(choice.top + 1)-\(choice.top + choice.window.count) of \(count); \(keys)"
            }
        return DisplayWidth.truncate(VisibleText.escaping(text), to: width, mark: output.glyphs.ellipsis)
    }

    /// Returns the question, the number of marks, and the end of the search text, where the cursor stays.
    private func input(_ choice: Choice) -> String {
        let count = question.takesSeveral ? " (\(choice.marked.count)\(width < 40 ? "" : " marked")):" : ""
        let words = VisibleText.escaping(question.words) + (question.takesSeveral ? "" : ":")
        let room = question.takesSeveral ? width * 2 / 3 - count.utf8.count : width / 2
        let question = DisplayWidth.truncate(words, to: max(room, 1), mark: output.glyphs.ellipsis) + count
        var shown = Substring(VisibleText.escaping(choice.typed))
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
        let broken = drawn.reduce(0) { $0 + max((DisplayWidth.of($1) + columns - 1) / columns, 1) }
        return "\r" + (broken > 1 ? "\u{1B}[\(broken - 1)A" : "") + "\u{1B}[J"
    }

    private func write(_ text: String) throws { try sink.write(Array(text.utf8)) }
}
