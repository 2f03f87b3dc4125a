import Base

/// What the parts of a step are, which decides how progress is shown.
public enum ProgressUnit: Sendable {
    /// Items, shown as a count.
    case things
    /// Bytes, shown in megabytes.
    case bytes

    func text(_ count: Int) -> String {
        switch self {
        case .things: return "\(count)"
        case .bytes:
            let tenths = count / 100_000
            return "\(tenths / 10).\(tenths % 10)"
        }
    }

    var suffix: String { self == .bytes ? " MB" : "" }
}

/// A title with a bar or a spinner, in one line that fits the terminal.
struct ProgressLine {
    let title: String
    let glyphs: Glyphs
    var unit = ProgressUnit.things

    private static let longestBar = 30

    /// Returns the line at a beat, with a maximum width.
    func text(completed: Int, of total: Int?, beat: Int, columns: Int) -> String {
        guard let total, total > 0 else {
            let count = completed > 0 ? "  \(unit.text(completed))\(unit.suffix)" : ""
            return cut(glyphs.spinner[beat % glyphs.spinner.count] + " " + title + count, columns)
        }
        let done = min(max(completed, 0), total)
        let count = "\(unit.text(done))/\(unit.text(total))\(unit.suffix)"
        let room = columns - DisplayWidth.of(title) - count.count - 4
        guard room >= 4 else { return cut("\(count) \(title)", columns) }
        let length = min(room, Self.longestBar)
        // Rounded down, so that nothing is promised that isn't done.
        let full = Int(Double(done) / Double(total) * Double(length))
        let bar =
            String(repeating: glyphs.bar.full, count: full) + String(repeating: glyphs.bar.empty, count: length - full)
        return "\(title)  \(bar)  \(count)"
    }

    private func cut(_ text: String, _ columns: Int) -> String {
        DisplayWidth.truncate(text, to: columns, mark: glyphs.ellipsis)
    }
}
