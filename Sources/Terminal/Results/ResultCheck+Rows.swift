import Base

extension ResultCheck {
    /// Compares the cells of rows with the values that the rows encode.
    func compare<Row: Encodable>(_ rows: [Row], _ columns: [Column<Row>]) throws {
        for row in rows {
            let own = try JSONValueEncoder.encode(row)
            for column in columns where !column.isDerived {
                let value = own[column.field]
                guard let text = value.map(\.cell) ?? "", text != column.cell(row) else { continue }
                // A column may repeat another field of the row, such as the later of two times, or be for --fields
                // alone, which has every format take the cell.
                if value == nil, column.shown == .never || own.holds(column.cell(row)) { continue }
                note("the cell of \(column.field) is '\(column.cell(row))', but the row encodes '\(text)'")
            }
        }
    }
}

extension JSONValue {
    /// Whether one of an object's members says the same as a cell.
    fileprivate func holds(_ cell: String) -> Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.value.cell == cell }
    }

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
