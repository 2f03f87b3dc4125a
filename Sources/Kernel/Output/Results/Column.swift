/// How one field of a row is called and shown, in every format.
///
/// ```swift
/// static let columns = [
///     Column("id", "ID") { $0.id },
///     Column("createdAt", "CREATED") { $0.createdAt.text },
///     Column("lastUsedAt", "LAST USED", isShown: false) { $0.lastUsedAt?.text ?? "" },
/// ]
/// ```
public struct Column<Row: Sendable>: Sendable {
    /// The name that `--fields` takes: the API's own where it has one.
    public let field: String
    /// The heading in tables.
    public let heading: String
    /// Whether tables show it when `--fields` is not given.
    public let isShown: Bool
    /// The text of a row's cell in tables and CSV.
    public let cell: @Sendable (Row) -> String

    /// Declares a column.
    public init(
        _ field: String, _ heading: String, isShown: Bool = true, cell: @escaping @Sendable (Row) -> String
    ) {
        self.field = field
        self.heading = heading
        self.isShown = isShown
        self.cell = cell
    }
}

extension Array {
    /// The columns that a list of fields picks, in its order; without one, those that are shown.
    func picked<Row>(_ fields: FieldList?) -> [Column<Row>] where Element == Column<Row> {
        guard let fields else { return filter(\.isShown) }
        return fields.names.compactMap { name in first { $0.field == name } }
    }
}
