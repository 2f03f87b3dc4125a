/// Words with a bar, or with a picture that turns, in one line that no terminal breaks.
struct ProgressLine {
    let title: String
    let glyphs: Glyphs

    private static let longestBar = 30

    /// The line at some beat, at most so many columns wide.
    func text(completed: Int, of total: Int?, beat: Int, columns: Int) -> String {
        guard let total, total > 0 else {
            let count = completed > 0 ? "  \(completed)" : ""
            return cut(glyphs.spinner[beat % glyphs.spinner.count] + " " + title + count, columns)
        }
        let done = min(max(completed, 0), total)
        let count = "\(done)/\(total)"
        let room = columns - DisplayWidth.of(title) - count.count - 4
        guard room >= 4 else { return cut("\(count) \(title)", columns) }
        let length = min(room, Self.longestBar)
        // Of what is done so far nothing is promised that is not.
        let full = Int(Double(done) / Double(total) * Double(length))
        let bar =
            String(repeating: glyphs.bar.full, count: full) + String(repeating: glyphs.bar.empty, count: length - full)
        return "\(title)  \(bar)  \(count)"
    }

    private func cut(_ text: String, _ columns: Int) -> String {
        DisplayWidth.truncate(text, to: columns, mark: glyphs.ellipsis)
    }
}
