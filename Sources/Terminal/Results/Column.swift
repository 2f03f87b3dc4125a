import Base

/// One field of a row: its name, its heading, and how each format shows it.
///
/// ```swift
/// static let columns = [
///     Column("id", "ID") { $0.id },
///     Column("weight", "WEIGHT", .number) { String($0.weight) },
///     Column("pickedAt", "PICKED", .moment, shown: .wide) { $0.pickedAt ?? "" },
/// ]
/// ```
public struct Column<Row: Sendable>: Sendable {
    /// The field's name in `--fields` and machine formats; use the API's name if there is one.
    public let field: String
    /// The heading in tables.
    public private(set) var heading: String
    /// The kind of values, which decides how tables show them.
    public let kind: ColumnKind
    /// When tables show the column without `--fields`.
    public private(set) var shown: ColumnVisibility
    /// Whether the column holds a secret, which every format masks unless `--fields` names it.
    public let isSecret: Bool
    /// Whether the field isn't part of the encoded row, so that machine formats use the cell instead.
    public let isDerived: Bool
    /// The text for an empty cell in tables on a terminal.
    public private(set) var placeholder = ""
    /// The text for people, where tables don't show the cell itself.
    package private(set) var tableText: (@Sendable (Row) -> String)?
    /// Returns the exact text of a row's cell, which is the encoded row's value; empty if there is no value.
    public let cell: @Sendable (Row) -> String
    /// Returns the cells of many rows.
    package let cells: @Sendable ([Row]) -> [String]

    /// Creates a column for a field.
    ///
    /// - Parameters:
    ///   - isSecret: Whether every format masks the values unless `--fields` names the field.
    ///   - isDerived: Whether the field isn't part of the encoded row, so that machine formats use the cell instead.
    @inlinable
    public init(
        _ field: String, _ heading: String, _ kind: ColumnKind = .text, shown: ColumnVisibility = .always,
        isSecret: Bool = false, isDerived: Bool = false, cell: @escaping @Sendable (Row) -> String
    ) {
        // Here, the row type is known; generic code for all rows looks it up for each.
        self.init(
            field, heading, kind, shown, isSecret: isSecret, isDerived: isDerived, cell: cell,
            cells: { rows in rows.map(cell) })
    }

    /// Returns the same column with a text for empty cells, such as `never`, in tables on a terminal.
    public func placeholder(_ word: String) -> Column {
        var column = self
        column.placeholder = word
        return column
    }

    /// Returns the same column with other text in tables, such as a name with a remark.
    ///
    /// ```swift
    /// Column("due", "DUE", .moment) { $0.due ?? "" }.inTables { $0.due ?? "by hand" }
    /// ```
    public func inTables(_ text: @escaping @Sendable (Row) -> String) -> Column {
        var column = self
        column.tableText = text
        return column
    }

    /// Returns the column with another heading.
    package func headed(_ heading: String) -> Column {
        var column = self
        column.heading = heading
        return column
    }

    /// Returns the column as tables show it elsewhere.
    package func shown(_ visibility: ColumnVisibility) -> Column {
        var column = self
        column.shown = visibility
        return column
    }

    /// Returns what tables show of many rows.
    func tableCells(_ rows: [Row]) -> [String] { tableText.map(rows.map) ?? cells(rows) }

    /// Whether its cells are IDs, which are useless in part: a table shows them whole or not at all.
    var holdsIDs: Bool { field == "id" || field.hasSuffix("Id") }

    @usableFromInline
    init(
        _ field: String, _ heading: String, _ kind: ColumnKind, _ shown: ColumnVisibility, isSecret: Bool,
        isDerived: Bool, cell: @escaping @Sendable (Row) -> String, cells: @escaping @Sendable ([Row]) -> [String]
    ) {
        self.field = field
        self.heading = heading
        self.kind = kind
        self.shown = shown
        self.isSecret = isSecret
        self.isDerived = isDerived
        self.cell = cell
        self.cells = cells
    }
}

/// The kind of values in a column.
public enum ColumnKind: Sendable, Equatable {
    /// Text.
    case text
    /// Numbers: tables align them on the right, and JSON writes them as numbers.
    case number
    /// RFC 3339 times: tables show their age, and all other formats show the text unchanged.
    case moment
    /// Times in the past, such as a creation date: tables on a terminal show the age, as in `3d`.
    case age
    /// Times at which something ends: tables on a terminal highlight past and approaching ones.
    case expiry
    /// RFC 3339 times that matter to the second: tables on a terminal show them in the reader's time zone.
    case time
    /// `true` and `false`: tables on a terminal show `yes` or nothing, and color the names of rows with `true`.
    case flag

    /// Whether its cells are RFC 3339 times.
    var isTime: Bool { self == .moment || self == .age || self == .expiry || self == .time }
}

/// When tables show a column without `--fields`.
public enum ColumnVisibility: Sendable, Equatable {
    /// In every table.
    case always
    /// In wide tables only.
    case wide
    /// Never.
    case never
}
