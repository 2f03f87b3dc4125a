import Kernel

/// A bar chart as SVG, with every value as text.
struct ReportChart {
    let title: String
    let bars: [ReportFacts.Bar]

    private static let rowHeight = 26
    private static let labelWidth = 120
    private static let barWidth = 360

    var html: String {
        let height = bars.count * Self.rowHeight + 4
        let most = max(bars.map(\.count).max() ?? 0, 1)
        let rows = bars.enumerated().map { place, bar in row(bar, at: place * Self.rowHeight, most) }
        return """
            <figure>
            <figcaption>\(HTMLText.escaped(title))</figcaption>
            <svg viewBox="0 0 560 \(height)" role="img" aria-label="\(HTMLText.escaped(summary))">
            <title>\(HTMLText.escaped(summary))</title>
            \(rows.joined(separator: "\n"))
            </svg>
            </figure>
            """
    }

    /// The values in words, for whoever does not see the bars.
    private var summary: String {
        title + ": " + bars.map { "\($0.label) \($0.count)" }.joined(separator: ", ")
    }

    private func row(_ bar: ReportFacts.Bar, at top: Int, _ most: Int) -> String {
        let width = bar.count == 0 ? 0 : max(bar.count * Self.barWidth / most, 2)
        return """
            <text x="\(Self.labelWidth - 8)" y="\(top + 18)" text-anchor="end">\(HTMLText.escaped(bar.label))</text>\
            <rect x="\(Self.labelWidth)" y="\(top + 4)" width="\(width)" height="18" rx="3"></rect>\
            <text x="\(Self.labelWidth + width + 8)" y="\(top + 18)">\(bar.count)</text>
            """
    }
}
