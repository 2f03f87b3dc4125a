/// How one field of a row is called and shown, in every format.
///
/// ```swift
/// static let columns = [
///     Column("id", "ID") { $0.id },
///     Column("weight", "WEIGHT", .number) { String($0.weight) },
///     Column("pickedAt", "PICKED", .moment, shown: .wide) { $0.pickedAt ?? "" },
/// ]
/// ```
public struct Column<Row: Sendable>: Sendable {
    /// The name that `--fields` takes: the API's own where it has one.
    public let field: String
    /// The heading in tables.
    public let heading: String
    /// What its cells are, which decides how tables show them.
    public let kind: ColumnKind
    /// When tables show it without `--fields`.
    public let shown: ColumnVisibility
    /// The exact text of a row's cell; empty where there is nothing.
    public let cell: @Sendable (Row) -> String

    /// Declares a column.
    public init(
        _ field: String, _ heading: String, _ kind: ColumnKind = .text, shown: ColumnVisibility = .always,
        cell: @escaping @Sendable (Row) -> String
    ) {
        self.field = field
        self.heading = heading
        self.kind = kind
        self.shown = shown
        self.cell = cell
    }
}

/// What the cells of a column are.
public enum ColumnKind: Sendable, Equatable {
    /// Words.
    case text
    /// Numbers: tables align them on the right, and spreadsheets may reckon with them.
    case number
    /// Moments as in RFC 3339: tables show how long ago they were, all other formats the text as it is.
    case moment
}

/// When tables show a column for which `--fields` does not ask.
public enum ColumnVisibility: Sendable, Equatable {
    /// In every table.
    case always
    /// In wide tables.
    case wide
    /// Never.
    case never
}

extension Array {
    /// The columns that a list of fields picks, in its order; without one, those that are shown.
    func picked<Row>(_ fields: FieldList?, for format: OutputFormat) -> [Column<Row>] where Element == Column<Row> {
        guard let fields else { return filter { $0.shown == .always || $0.shown == .wide && format == .wide } }
        return fields.names.compactMap { name in first { $0.field == name } }
    }
}
