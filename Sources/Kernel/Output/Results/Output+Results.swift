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
        case .table: try write(table(rows, columns))
        case .csv: try write(csv(rows, columns))
        case .json: try writeJSON(rows, key, columns)
        case .yaml: try writeYAML(rows, key, columns)
        case .jsonl: try writeEach(rows) { JSONWriter.text(of: try record($0, columns), indented: false) + "\n" }
        }
        if rows.isEmpty { notice(none) }
    }

    /// Writes one thing as the result: its fields, one a line, or one JSON object and the like.
    public func record<Row: Encodable>(_ row: Row, columns: [Column<Row>]) throws {
        switch format {
        case .table:
            let cells = columns.picked(options.fields).map { [$0.heading, VisibleText.escaping($0.cell(row))] }
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
        if format != .table { try record(row, columns: columns) }
    }

    private func table<Row>(_ rows: [Row], _ columns: [Column<Row>]) -> String {
        let picked = columns.picked(options.fields)
        return TableWriter(
            headings: options.noHeader ? [] : picked.map(\.heading),
            rows: rows.map { row in picked.map { VisibleText.escaping($0.cell(row)) } },
            width: console.output.columns, style: style(of: console.output)
        ).text()
    }

    private func csv<Row>(_ rows: [Row], _ columns: [Column<Row>]) -> String {
        let picked = columns.picked(options.fields)
        let heading = options.noHeader ? "" : CSVWriter.line(picked.map(\.field))
        return rows.reduce(into: heading) { text, row in
            text += CSVWriter.line(picked.map { VisibleText.escaping($0.cell(row)) })
        }
    }

    /// The row as JSON: whole, or the fields picked, by the API's names where it has them.
    private func record<Row: Encodable>(_ row: Row, _ columns: [Column<Row>]) throws -> JSONValue {
        let whole = try JSONValueEncoder.encode(row)
        guard options.fields != nil else { return whole }
        return .object(
            columns.picked(options.fields).map { column in
                let cell = column.cell(row)
                return JSONValue.Member(column.field, whole[column.field] ?? (cell.isEmpty ? .null : .string(cell)))
            })
    }

    // Lists are written record by record: as one value, ten thousand records would take more memory than all else.

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

    private func write(_ text: String) throws {
        try console.output.write(Array(text.utf8))
    }
}
