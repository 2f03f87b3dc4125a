/// The columns that a list shows in tables on a terminal, where space is limited.
///
/// ```swift
/// ScreenColumns(["name", "weight", "pickedAt", "id"], leavingOut: ["pickedAt", "weight"], wide: ["description"])
/// ```
/// In pipes and machine formats, the order and visibility of the columns themselves apply instead.
public struct ScreenColumns: Sendable {
    /// The fields from left to right; the first one names the row, and is always shown.
    let fields: [String]
    /// The fields that are left out if there is no room, in this order; then all others from the right.
    let lesser: [String]
    /// The fields that wide tables add; nil for all that a wide table has in a pipe.
    let wide: [String]?
    /// Headings that are shorter than the columns' own, by field.
    let headings: [String: String]

    /// Chooses the columns for a terminal.
    ///
    /// - Parameters:
    ///   - fields: The fields from left to right; the first one names the row, and is always shown.
    ///   - leavingOut: The fields to leave out if there is no room, in this order; then the others from the right.
    ///   - wide: The fields that wide tables add; nil adds all that a wide table shows in a pipe.
    ///   - headings: Shorter headings to use instead of the columns' own, by field.
    public init(
        _ fields: [String], leavingOut: [String] = [], wide: [String]? = nil, headings: [String: String] = [:]
    ) {
        self.fields = fields
        lesser = leavingOut
        self.wide = wide
        self.headings = headings
    }
}

/// The columns of one table, and which of them can be left out.
struct TableLayout<Row: Sendable> {
    let columns: [Column<Row>]
    /// The indices of the columns, in the order in which they are left out if there is no room.
    let lesser: [Int]
    /// Whether the user asked for these columns, and must be told if one is left out.
    let isRequested: Bool

    /// Creates the layout of a table in a pipe, or on a terminal.
    init(_ columns: [Column<Row>], _ options: OutputOptions, _ screen: ScreenColumns?, isTerminal: Bool) {
        let isWide = options.format == .wide
        isRequested = options.fields != nil || isWide
        guard isTerminal, options.format.isTable, options.fields == nil else {
            self.columns = columns.picked(options.fields, for: options.format)
            lesser = self.columns.indices.dropFirst().reversed()
            return
        }
        let screen = screen ?? columns.usualScreen()
        let more = isWide ? screen.wide ?? columns.picked(nil, for: .wide).map(\.field) : []
        let added = more.filter { !screen.fields.contains($0) }
        self.columns = (screen.fields + added).compactMap { field -> Column<Row>? in
            guard let column = columns.first(where: { $0.field == field }) else { return nil }
            return (screen.headings[field].map(column.headed) ?? column).masked
        }
        let shown = self.columns.map(\.field)
        let first = screen.lesser.filter { !added.contains($0) }
        let order = added.reversed() + first + shown.dropFirst().reversed().filter { !first.contains($0) }
        lesser = order.compactMap(shown.firstIndex).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Array {
    /// Returns the columns that a list of fields selects, in its order; without one, the visible ones with masked
    /// secrets.
    package func picked<Row>(_ fields: [String]?, for format: OutputFormat) -> [Column<Row>]
    where Element == Column<Row> {
        guard let fields else {
            return filter { $0.shown == .always || $0.shown == .wide && format == .wide }.map(\.masked)
        }
        return fields.compactMap { name in first { $0.field == name } }
    }

    /// Returns the columns that are always shown, with the name first, and the ID left out last.
    fileprivate func usualScreen<Row>() -> ScreenColumns where Element == Column<Row> {
        let fields = filter { $0.shown == .always }.map(\.field)
        let ordered = fields.filter { $0 == "name" } + fields.filter { $0 != "name" }
        return ScreenColumns(ordered, leavingOut: ordered.dropFirst().reversed().filter { $0 != "id" })
    }
}

extension Column {
    /// The replacement for a secret.
    static var mask: String { "********" }

    /// Returns the column with the cells of a secret masked.
    fileprivate var masked: Column {
        guard isSecret else { return self }
        let cell = cell
        return Column(field, heading, kind, shown: shown, isSecret: true, isDerived: isDerived) { row in
            cell(row).isEmpty ? "" : Self.mask
        }.placeholder(placeholder)
    }
}
