import Base

/// Draws rows below headings, in columns as wide as their widest cell.
///
/// If a terminal is too narrow for all, lesser columns are left out: two letters of a cell tell nothing.
struct TableWriter {
    /// The headings; empty for a table without any.
    var headings: [String]
    var rows: [[String]]
    /// The width of the terminal that the table must fit, or nil if nothing is cut.
    var width: Int?
    /// The right-aligned columns, by index.
    var rightAligned: Set<Int> = []
    /// The columns whose cells are never cut, by index.
    var whole: Set<Int> = []
    /// The column that names the row, by index.
    var naming = 0
    /// The columns that can be left out, in that order; nil for all, from the right.
    var lesser: [Int]?
    /// The meaning of cell colors, by row and column.
    var marks: [Int: [Int: TableMark]] = [:]
    var style = Style.plain
    var glyphs = Glyphs.unicode

    private static let gap = 2
    /// The minimum width of a name, and of any other text.
    private static let narrowest = (name: 20, text: 32)

    /// A drawn table.
    struct Drawing {
        /// The line with the headings, without color; nil for a table without headings.
        var heading: String?
        /// A line for each row.
        var lines: [String]
        /// The columns that were left out, by index.
        var omitted: [Int]
    }

    /// A column of a drawn table.
    private struct Place {
        let column: Int
        var width: Int
    }

    /// Returns the lines, each with its newline; no line ends in spaces.
    func text() -> String { text(of: drawing()) }

    func text(of drawing: Drawing) -> String {
        var text = drawing.heading.map { style.heading($0) + "\n" } ?? ""
        for line in drawing.lines { text += line + "\n" }
        return text
    }

    func drawing() -> Drawing {
        let natural = naturalWidths()
        let places = fitted(natural)
        let kept = Set(places.map(\.column))
        return Drawing(
            heading: headings.isEmpty ? nil : line(headings, places, marks: nil),
            lines: rows.indices.map { line(rows[$0], places, marks: marks[$0]) },
            omitted: natural.indices.filter { !kept.contains($0) })
    }

    private func naturalWidths() -> [Int] {
        var widths = headings.map(DisplayWidth.of)
        for row in rows {
            while widths.count < row.count { widths.append(0) }
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
        }
        return widths
    }

    /// Leaves out columns that don't fit even if names and long texts are cut, and distributes the remaining width.
    private func fitted(_ natural: [Int]) -> [Place] {
        guard let width else { return natural.enumerated().map { Place(column: $0.offset, width: $0.element) } }
        var places = natural.indices.map { Place(column: $0, width: least($0, natural[$0])) }
        var left: [Place] = []
        for column in lesser ?? natural.indices.dropFirst().reversed() where surplus(places, width) > 0 {
            guard column != naming || lesser != nil, let index = places.firstIndex(where: { $0.column == column })
            else { continue }
            left.append(places.remove(at: index))
        }
        // A narrow column may fit where a more important wide one was left out.
        for place in left.reversed() where surplus(places + [place], width) <= 0 { places.append(place) }
        places.sort { $0.column < $1.column }
        while surplus(places, width) > 0, places.count > 1 { squeeze(&places, width) }
        if places.count == 1 { places[0].width = min(places[0].width, width) }
        for index in places.indices.sorted(by: { rank(places[$0].column) < rank(places[$1].column) }) {
            let room = max(-surplus(places, width), 0)
            places[index].width += min(room, natural[places[index].column] - places[index].width)
        }
        return places
    }

    /// Cuts the name further if nothing else can be cut, or removes the last column.
    private func squeeze(_ places: inout [Place], _ width: Int) {
        let surplus = surplus(places, width)
        if let name = places.firstIndex(where: { $0.column == naming }), places[name].width - surplus >= 4 {
            places[name].width -= surplus
        } else {
            places.removeLast()
        }
    }

    private func rank(_ column: Int) -> Int { column == naming ? -1 : column }

    private func least(_ column: Int, _ natural: Int) -> Int {
        if whole.contains(column) || rightAligned.contains(column) { return natural }
        return min(natural, column == naming ? Self.narrowest.name : Self.narrowest.text)
    }

    private func surplus(_ places: [Place], _ width: Int) -> Int {
        places.reduce(0) { $0 + $1.width } + Self.gap * (places.count - 1) - width
    }

    private func line(_ cells: [String], _ places: [Place], marks: [Int: TableMark]?) -> String {
        var line: [UInt8] = []
        var pending = 0
        for place in places where place.column < cells.count {
            let cell = cells[place.column]
            let natural = DisplayWidth.of(cell)
            let isCut = natural > place.width
            let shown = isCut ? DisplayWidth.truncate(cell, to: place.width, mark: glyphs.ellipsis) : cell
            let spaces = place.width - (isCut ? DisplayWidth.of(shown) : natural)
            let isRight = rightAligned.contains(place.column)
            if !shown.isEmpty {
                line.append(contentsOf: repeatElement(UInt8(ascii: " "), count: pending + (isRight ? spaces : 0)))
                let colored = marks?[place.column].map { style.mark(shown, $0) } ?? shown
                line.append(contentsOf: colored.utf8)
                pending = isRight ? 0 : spaces
            } else {
                pending += spaces
            }
            pending += Self.gap
        }
        return String(decoding: line, as: UTF8.self)
    }
}
