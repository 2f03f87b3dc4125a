import Base

extension ResultCheck {
    /// Compares the cells of rows with the values that the rows encode.
    func compare<Row: Encodable>(_ rows: [Row], _ columns: [Column<Row>]) throws {
        for row in rows {
            let own = try JSONValueEncoder.encode(row)
            for column in columns where !column.isDerived {
                let value = own[column.field]
                // Nothing but --fields asks for a column that no table shows: every format takes its cell then.
                if value == nil, column.shown == .never { continue }
                guard let text = value.map(\.cell) ?? "", text != column.cell(row) else { continue }
                note("the cell of \(column.field) is '\(column.cell(row))', but the row encodes '\(text)'")
            }
        }
    }
}

extension JSONValue {
    /// The cell that says the same; nil for a list or an object, of which a cell is a summary.
    fileprivate var cell: String? {
        switch self {
        case .null: ""
        case .string(let text): text
        case .bool(let flag): String(flag)
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .array, .object: nil
        }
    }
}
