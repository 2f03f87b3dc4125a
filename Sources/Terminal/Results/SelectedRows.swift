import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The selected rows of a list, collected until they can be written.
struct SelectedRows<Row: Sendable> {
    /// Whether no further row is wanted.
    private(set) var isFull = false
    /// The number of rows that came, selected or not.
    private(set) var seen = 0

    private let selection: RowSelection
    private let named: [Column<Row>]
    private let sorted: Column<Row>?
    private var held: [Row] = []
    private var handed = 0

    init(_ selection: RowSelection, _ columns: [Column<Row>]) {
        self.selection = selection
        let names = columns.filter { $0.field == "name" || $0.field == "id" }
        named = names.isEmpty ? Array(columns.prefix(1)) : names
        sorted = selection.order.flatMap { order in columns.first { $0.field == order.field } }
    }

    /// Returns the rows among these that can be written now.
    mutating func take(_ rows: [Row]) -> [Row] {
        seen += rows.count
        if selection.isEverything { return rows }
        let wanted = selection.pattern.map(Glob.init).map { glob in rows.filter { matches($0, glob) } } ?? rows
        guard sorted == nil else {
            held += wanted
            return []
        }
        let room = selection.limit.map { $0 - handed } ?? wanted.count
        handed += min(room, wanted.count)
        isFull = selection.limit == handed
        return Array(wanted.prefix(room))
    }

    /// Returns the rows that had to wait for the others.
    mutating func rest() -> [Row] {
        guard let sorted, let order = selection.order else { return [] }
        let keys = sorted.cells(held).map { SortKey($0, sorted.kind) }
        let places = held.indices.sorted { left, right in
            let (first, second) = (keys[left], keys[right])
            // Rows without a value come last, in both directions.
            if first.isMissing != second.isMissing { return second.isMissing }
            if first == second { return left < right }
            return order.isDescending ? second < first : first < second
        }
        defer { held = [] }
        return places.prefix(selection.limit ?? places.count).map { held[$0] }
    }

    private func matches(_ row: Row, _ glob: Glob) -> Bool { named.contains { glob.matches($0.cell(row)) } }
}

/// The sort key of one row.
private struct SortKey: Comparable {
    private let number: Double
    private let text: String
    let isMissing: Bool

    init(_ cell: String, _ kind: ColumnKind) {
        let value = kind == .number ? Double(cell) : kind.isTime ? Age.date(cell)?.timeIntervalSince1970 : nil
        number = value ?? 0
        text = value == nil ? cell.lowercased() : ""
        isMissing = cell.isEmpty
    }

    static func < (left: SortKey, right: SortKey) -> Bool { (left.number, left.text) < (right.number, right.text) }
}

extension RowSelection {
    /// Returns the selected rows among those that are all there.
    package func rows<Row: Sendable>(of rows: [Row], columns: [Column<Row>]) -> [Row] {
        var selected = SelectedRows(self, columns)
        let first = selected.take(rows)
        return first + selected.rest()
    }
}

extension Output {
    /// The pattern that the names of a list's rows must match.
    package var rowPattern: String? { options.rows.pattern }
}
