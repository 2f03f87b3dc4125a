extension Output {
    /// Writes a list as the result: a table, or `{"<key>": […], "totalCount": N}` and the like.
    ///
    /// - Parameters:
    ///   - rows: What to list.
    ///   - key: What the rows are called in JSON and YAML.
    ///   - columns: Their fields.
    ///   - none: What to say on stderr when there are no rows.
    public func list<Row: Encodable>(_ rows: [Row], key: String, columns: [Column<Row>], none: String) throws {
        switch format {
        case .table, .wide: try writeTable(rows, columns)
        case .csv: try write(csv(rows, columns))
        case .json: try writeJSON(rows, key, columns)
        case .yaml: try writeYAML(rows, key, columns)
        case .jsonl: try writeLines(rows, columns)
        }
        if rows.isEmpty { notice(none) }
    }

    /// Writes a list whose rows arrive a few at a time.
    ///
    /// JSON lines are written as their rows arrive. All other formats are written when the last row is here: where it
    /// never comes, nothing is written that a program could take for the whole.
    ///
    /// ```swift
    /// try await context.output.list(key: "plants", columns: columns, none: "Nothing grows.") { add in
    ///     for try await bed in beds { try add(bed.plants) }
    /// }
    /// ```
    /// - Parameter read: Gets the rows, and hands them to the function that it is given.
    public func list<Row: Encodable>(
        key: String, columns: [Column<Row>], none: String, read: (_ add: ([Row]) throws -> Void) async throws -> Void
    ) async throws {
        var rows: [Row] = []
        guard format == .jsonl else {
            try await read { rows += $0 }
            return try list(rows, key: key, columns: columns, none: none)
        }
        var isEmpty = true
        try await read { rows in
            try writeLines(rows, columns)
            isEmpty = isEmpty && rows.isEmpty
        }
        if isEmpty { notice(none) }
    }

    /// Writes one thing as the result: its fields, one a line, or one JSON object and the like.
    public func record<Row: Encodable>(_ row: Row, columns: [Column<Row>]) throws {
        switch format {
        case .table, .wide:
            let picked = columns.picked(options.fields, for: format)
            let cells = picked.map { [$0.heading, shown($0, row, withExact: true)] }
            // Nothing is cut: one of the fields may be a secret that is shown only once.
            try write(TableWriter(headings: [], rows: cells, width: nil).text())
        case .csv: try write(csv([row], columns))
        case .json, .yaml: try writeValue(record(row, columns))
        case .jsonl: try text(JSONWriter.text(of: try record(row, columns), indented: false))
        }
    }

    /// Tells people what became of a thing, and gives machine formats the thing itself.
    public func outcome<Row: Encodable>(_ message: String, _ row: Row, columns: [Column<Row>]) throws {
        notice(message)
        if !format.isTable { try record(row, columns: columns) }
    }

    private func writeTable<Row>(_ rows: [Row], _ columns: [Column<Row>]) throws {
        let writer = table(rows, columns.picked(options.fields, for: format), on: console.output)
        let drawing = writer.drawing()
        try writePaged(writer.text(of: drawing))
        guard drawing.omitted > 0 else { return }
        let columns = drawing.omitted == 1 ? "column" : "columns"
        notice("The terminal is too narrow for \(drawing.omitted) more \(columns); --fields picks which are shown.")
    }

    /// A table that fits the terminal that it is for.
    func table<Row>(_ rows: [Row], _ picked: [Column<Row>], on sink: any ByteSink) -> TableWriter {
        TableWriter(
            headings: options.noHeader ? [] : picked.map(\.heading),
            rows: rows.map { row in picked.map { shown($0, row) } }, width: sink.columns,
            rightAligned: picked.numbers(), style: style(of: sink), glyphs: glyphs)
    }

    /// A cell as tables show it.
    ///
    /// - Parameter withExact: Whether there is room for the moment itself beside how long ago it was.
    private func shown<Row>(_ column: Column<Row>, _ row: Row, withExact: Bool = false) -> String {
        let exact = column.cell(row)
        let age = column.kind == .moment ? Age.text(of: exact, at: now) : exact
        return VisibleText.escaping(withExact && age != exact ? "\(exact) (\(age))" : age)
    }

    private func csv<Row>(_ rows: [Row], _ columns: [Column<Row>]) -> String {
        let picked = columns.picked(options.fields, for: format)
        let numbers = picked.numbers()
        let heading = options.noHeader ? "" : CSVWriter.line(picked.map(\.field))
        return rows.reduce(into: heading) { text, row in
            text += CSVWriter.line(picked.map { VisibleText.escaping($0.cell(row)) }, numbers: numbers)
        }
    }

    /// The row as JSON: whole, or the fields picked, by the API's names where it has them.
    private func record<Row: Encodable>(_ row: Row, _ columns: [Column<Row>]) throws -> JSONValue {
        let whole = try JSONValueEncoder.encode(row)
        guard options.fields != nil else { return whole }
        return .object(
            columns.picked(options.fields, for: format).map { column in
                JSONValue.Member(column.field, whole[column.field] ?? column.json(row))
            })
    }

    // Lists are written record by record: as one value, ten thousand records would take more memory than all else.

    private func writeLines<Row: Encodable>(_ rows: [Row], _ columns: [Column<Row>]) throws {
        try writeEach(rows) { JSONWriter.text(of: try record($0, columns), indented: false) + "\n" }
    }

    private func writeJSON<Row: Encodable>(_ rows: [Row], _ key: String, _ columns: [Column<Row>]) throws {
        let name = JSONWriter.text(of: .string(key), indented: false)
        guard !rows.isEmpty else { return try writeValue([key: [], "totalCount": 0]) }
        try write("{\n  \(name): [\n")
        let last = rows.count - 1
        try writeEach(rows.enumerated()) { index, row in
            "    \(JSONWriter.text(of: try record(row, columns), indented: true, depth: 2))\(index < last ? "," : "")\n"
        }
        try write("  ],\n  \"totalCount\": \(rows.count)\n}\n")
    }

    private func writeYAML<Row: Encodable>(_ rows: [Row], _ key: String, _ columns: [Column<Row>]) throws {
        guard !rows.isEmpty else { return try writeValue([key: [], "totalCount": 0]) }
        try write("\(key):\n")
        try writeEach(rows) { YAMLWriter.text(of: [try record($0, columns)], indent: 2) }
        try write("totalCount: \(rows.count)\n")
    }

    /// Writes the text of each element, many at a time.
    private func writeEach<Elements: Sequence>(
        _ elements: Elements, _ text: (Elements.Element) throws -> String
    ) throws {
        let enough = 1 << 16
        var pending = ""
        for element in elements {
            pending += try text(element)
            if pending.utf8.count >= enough {
                try write(pending)
                pending = ""
            }
        }
        try write(pending)
    }

    private func writeValue(_ value: JSONValue) throws {
        try write(format == .yaml ? YAMLWriter.text(of: value) : JSONWriter.text(of: value, indented: true) + "\n")
    }

    func write(_ text: String) throws {
        try console.output.write(Array(text.utf8))
    }
}

extension Column {
    /// The cell of a field that the row's own JSON does not have.
    fileprivate func json(_ row: Row) -> JSONValue {
        let text = cell(row)
        if text.isEmpty { return .null }
        guard kind == .number, let number = Double(text) else { return .string(text) }
        return Int64(text).map(JSONValue.integer) ?? .number(number)
    }
}

extension Array {
    /// Which of the columns hold numbers, by their place.
    fileprivate func numbers<Row>() -> Set<Int> where Element == Column<Row> {
        Set(indices.filter { self[$0].kind == .number })
    }
}
