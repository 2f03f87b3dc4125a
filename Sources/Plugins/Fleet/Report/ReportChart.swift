import Kernel

/// A bar chart as SVG, with every value as text.
struct ReportChart {
    let title: String
    let bars: [ReportFacts.Bar]
    /// What the bars don't count; empty if they count everything.
    let note: String

    // On a phone one unit is one pixel, so that the text is as large as the page's.
    private static let width = 360
    private static let rowHeight = 24
    private static let barStart = 108
    private static let barWidth = 196

    var html: String {
        let height = bars.count * Self.rowHeight
        let most = max(bars.map(\.count).max() ?? 0, 1)
        let rows = bars.enumerated().map { place, bar in row(bar, at: place * Self.rowHeight, most) }
        return """
            <figure>
            <figcaption>\(HTMLText.escaped(title))</figcaption>
            <svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="\(HTMLText.escaped(summary))">
            <title>\(HTMLText.escaped(summary))</title>
            \(rows.joined(separator: "\n"))
            </svg>
            \(note.isEmpty ? "" : HTMLText.element("p", note))
            </figure>
            """
    }

    /// The values in words, for readers who can't see the bars.
    private var summary: String {
        title + ": " + bars.map { "\($0.label) \($0.count)" }.joined(separator: ", ")
    }

    private func row(_ bar: ReportFacts.Bar, at top: Int, _ most: Int) -> String {
        let width = bar.count == 0 ? 0 : max(bar.count * Self.barWidth / most, 3)
        let place = "x=\"\(Self.barStart)\" y=\"\(top + 5)\" height=\"14\" rx=\"3\""
        return """
            <text x="0" y="\(top + 17)">\(HTMLText.escaped(bar.label))</text>\
            <rect class="track" \(place) width="\(Self.barWidth)"></rect><rect \(place) width="\(width)"></rect>\
            <text x="\(Self.width)" y="\(top + 17)" text-anchor="end">\(HTMLText.count(bar.count))</text>
            """
    }
}
