import Base

/// Writes a list whose rows arrive a few at a time, and forgets each row as soon as it is written.
///
/// JSON lines are written as they arrive. All other formats are written once the last row arrives: until then, only the
/// parts of the rows that will be written are kept.
struct ListWriter<Row: Encodable & Sendable> {
    /// The number of rows.
    private(set) var count = 0

    private let output: Output
    private let key: String
    private let columns: [Column<Row>]
    private let layout: TableLayout<Row>
    private let numbers: Set<Int>
    private var selected: SelectedRows<Row>
    private let isComplete: Bool
    private var table = TableCells()
    /// The parts of the rows to write.
    private var pieces: [[UInt8]] = []
    private var piece: [UInt8] = []
    /// The size of the last rows that were written at once: the next ones need about as much.
    private var lastSize = 0

    /// How much is collected before it is written, if it can be written.
    private static var pieceSize: Int { 1 << 16 }

    private var picked: [Column<Row>] { layout.columns }

    /// - Parameters:
    ///   - screen: The columns for a terminal.
    ///   - isComplete: Whether all rows have arrived already, so that nothing needs to be held back.
    init(output: Output, key: String, columns: [Column<Row>], screen: ScreenColumns?, isComplete: Bool) {
        self.output = output
        self.key = key
        self.isComplete = isComplete || output.format == .jsonl
        self.columns = columns
        layout = TableLayout(columns, output.options, screen, isTerminal: output.console.output.isTerminal)
        numbers = layout.columns.numbers()
        selected = SelectedRows(output.options.rows, columns)
        output.console.resultCheck?.compare(columns.map(\.field))
    }

    /// Adds more rows.
    mutating func add(_ rows: [Row]) throws { try write(selected.take(rows)) }

    /// Whether no more rows are wanted.
    var isFull: Bool { selected.isFull }

    /// The message if nothing was listed, or nil otherwise.
    func remark(none: String) -> String? {
        guard count == 0 else { return nil }
        guard selected.seen > 0, let pattern = output.options.rows.pattern else { return none }
        return "Nothing matches '\(pattern)' (\(selected.seen) checked)."
    }

    private mutating func write(_ rows: [Row]) throws {
        guard !rows.isEmpty else { return }
        if count == 0 { begin() }
        try output.console.resultCheck?.compare(rows, columns)
        switch output.format {
        case .table, .wide: table.add(output.cells(of: rows, picked), output.marks(of: rows, picked))
        case .csv: try addCSV(rows)
        case .json, .jsonl, .yaml:
            if let type = Row.self as? any JSONRow.Type {
                try addPlain(type, rows)
            } else {
                try addValues(rows) { try JSONValueEncoder.encode($0) }
            }
        }
        count += rows.count
        if output.format == .jsonl { try flush() }
    }

    /// Writes the rest.
    mutating func end() throws {
        try write(selected.rest())
        switch output.format {
        case .table, .wide: return try output.writeTable(table, layout)
        case .csv where count == 0: begin()
        case .json where count == 0, .yaml where count == 0:
            return try output.writeValue([key: [], "totalCount": 0])
        case .json: append("\n  ],\n  \"totalCount\": \(count)\n}\n")
        case .yaml: append("totalCount: \(count)\n")
        case .csv, .jsonl: break
        }
        try flush()
        for piece in pieces { try output.write(piece) }
        pieces = []
    }

    private mutating func begin() {
        switch output.format {
        case .table, .wide, .jsonl: break
        case .csv: if !output.options.hidesHeadings { append(CSVWriter.line(picked.map(\.field))) }
        case .json: append("{\n  \(JSONWriter.text(of: .string(key), indented: false)): [\n")
        case .yaml: append("\(key):\n")
        }
    }

    private mutating func append(_ text: String) { piece.append(contentsOf: text.utf8) }

    /// Adds bytes, which are not copied if they are the first.
    private mutating func append(_ bytes: [UInt8]) {
        if piece.isEmpty { piece = bytes } else { piece += bytes }
    }

    /// Writes what was collected.
    private mutating func flush() throws {
        guard !piece.isEmpty else { return }
        if isComplete { try output.write(piece) } else { pieces.append(piece) }
        piece = []
    }

    private mutating func addCSV(_ rows: [Row]) throws {
        let columns = picked.map { $0.cells(rows) }
        let areNumbers = picked.indices.map(numbers.contains)
        try addCSV(columns, areNumbers, rows.count)
    }

    private mutating func addCSV(_ columns: [[String]], _ areNumbers: [Bool], _ rows: Int) throws {
        for row in 0..<rows {
            for column in columns.indices {
                let cell = VisibleText.escaping(columns[column][row])
                CSVWriter.append(cell, at: column, isNumber: areNumbers[column], to: &piece)
            }
            CSVWriter.endLine(&piece)
            if piece.count >= Self.pieceSize { try flush() }
        }
    }

    /// Rows that are written without creating values first, if possible.
    private mutating func addPlain<Plain: JSONRow>(_ type: Plain.Type, _ rows: [Row]) throws {
        guard let plain = (rows as Any) as? [Plain] else {
            return try addValues(rows) { try JSONValueEncoder.encode($0) }
        }
        let own = FieldNames.of(type)
        // A column may stand in for a field that a row lacks.
        let isMixed = columns.contains { $0.isSecret || $0.isDerived && own.contains($0.field) }
        guard output.options.fields == nil, !isMixed else {
            let fields = output.options.fields
            return try addValues(rows, plain.map { JSONValue($0, fields: fields) })
        }
        if output.format == .yaml {
            var writer = YAMLRowWriter(indent: 2)
            writer.derived = derived(rows)
            writer.omitted = omitted(own)
            writer.output.reserve(room)
            writer.write(plain)
            lastSize = writer.output.bytes.count
            append(writer.output.bytes)
            return try flush()
        }
        let isIndented = output.format == .json
        var writer = JSONRowWriter(isIndented: isIndented, depth: isIndented ? 2 : 0)
        writer.derived = derived(rows)
        writer.omitted = omitted(own)
        writer.output.reserve(room)
        if isIndented {
            writer.write(plain, before: "    ", after: "", between: ",\n", isFirst: count == 0)
        } else {
            writer.write(plain, before: "", after: "\n", between: "", isFirst: true)
        }
        lastSize = writer.output.bytes.count
        append(writer.output.takeBytes())
        try flush()
    }

    /// How much the next rows are likely to need, and a little more.
    private var room: Int { lastSize + lastSize / 32 }

    /// The row's own fields that no column declares.
    private func omitted(_ own: [String]) -> Set<String> { Set(own).subtracting(columns.map(\.field)) }

    /// The fields that rows don't encode themselves.
    private func derived(_ rows: [Row]) -> [JSONRowWriter.Derived] {
        columns.filter(\.isDerived).map { column in
            JSONRowWriter.Derived(name: column.field, values: column.cells(rows).map(column.kind.json))
        }
    }

    private mutating func addValues(_ rows: [Row], _ value: (Row) throws -> JSONValue) throws {
        try addValues(rows, rows.map(value))
    }

    private mutating func addValues(_ rows: [Row], _ values: [JSONValue]) throws {
        for (place, (row, whole)) in zip(rows, values).enumerated() {
            try add(output.record(row, whole, columns, picked), isFirst: count + place == 0)
            if piece.count >= Self.pieceSize { try flush() }
        }
    }

    private mutating func add(_ value: JSONValue, isFirst: Bool) throws {
        switch output.format {
        case .json:
            append(isFirst ? "    " : ",\n    ")
            writeJSON(value, isIndented: true, depth: 2)
        case .yaml:
            var writer = YAMLWriter()
            writer.write([value], indent: 2)
            piece += writer.bytes
        default:
            writeJSON(value, isIndented: false, depth: 0)
            append("\n")
        }
    }

    private mutating func writeJSON(_ value: JSONValue, isIndented: Bool, depth: Int) {
        var writer = JSONWriter(isIndented: isIndented)
        writer.write(value, depth: depth)
        piece += writer.bytes
    }
}
