import Base

extension Output {
    /// Writes a list as the result: a table, `{"<key>": […], "totalCount": N}`, or their equivalent in other formats.
    ///
    /// In every format, the columns decide which fields of a row are written.
    /// - Parameters:
    ///   - rows: The rows to write.
    ///   - key: The key of the list in JSON and YAML.
    ///   - columns: The fields of a row.
    ///   - screen: The columns for tables on a terminal; nil shows the columns that are always shown, the name first.
    ///   - none: The message on stderr if there are no rows.
    public func list<Row: Encodable>(
        _ rows: [Row], key: String, columns: [Column<Row>], screen: ScreenColumns? = nil, none: String
    ) throws {
        var list = ListWriter(output: self, key: key, columns: columns, screen: screen, isComplete: true)
        try list.add(rows)
        try list.end()
        if let remark = list.remark(none: none) { notice(remark) }
    }

    /// Writes a list whose rows arrive a few at a time.
    ///
    /// JSON lines are written as their rows arrive. All other formats are written once all rows have arrived, so that
    /// no program can mistake part of a list for the whole.
    ///
    /// ```swift
    /// try await context.output.list(key: "plants", columns: columns, none: "Nothing grows.") { add in
    ///     for try await bed in beds { try add(bed.plants) }
    /// }
    /// ```
    /// - Parameter read: Fetches the rows and passes them to `add`, which throws once no more rows are wanted.
    public func list<Row: Encodable>(
        key: String, columns: [Column<Row>], screen: ScreenColumns? = nil, none: String,
        read: (_ add: ([Row]) throws -> Void) async throws -> Void
    ) async throws {
        var list = ListWriter(output: self, key: key, columns: columns, screen: screen, isComplete: false)
        do {
            try await read { rows in
                try list.add(rows)
                if list.isFull { throw ListIsFull() }
            }
        } catch is ListIsFull {}
        try list.end()
        if let remark = list.remark(none: none) { notice(remark) }
    }

    /// Writes one item as the result: tables show one field per line, including those of wide tables; machine formats
    /// write one JSON object or its equivalent.
    public func record<Row: Encodable>(_ row: Row, columns: [Column<Row>]) throws {
        console.resultCheck?.compare(columns.map(\.field))
        try console.resultCheck?.compare([row], columns)
        switch format {
        case .table, .wide:
            // There is room: each column has a line of its own.
            let picked = columns.picked(options.fields, for: .wide)
            try facts(picked.map { Fact($0.heading, shown($0.tableCells([row])[0], $0.kind)) })
        case .csv: try list([row], key: "", columns: columns, none: "")
        case .json, .yaml: try writeValue(record(row, columns))
        case .jsonl: try line(JSONWriter.text(of: try record(row, columns), indented: false))
        }
    }

    /// Reports on stderr what happened to an item; machine formats also write the item to stdout.
    ///
    /// - Parameter hint: A command or action to continue with, on its own line.
    public func outcome<Row: Encodable>(
        _ message: String, _ row: Row, columns: [Column<Row>], hint: Hint? = nil
    ) throws {
        notice(message, hint: hint)
        if !format.isTable { try record(row, columns: columns) }
    }

    /// Writes a table whose rows are all there.
    func writeTable<Row>(_ cells: TableCells, _ layout: TableLayout<Row>) throws {
        var writer = table(cells.rows, layout.columns, on: console.output)
        writer.lesser = layout.lesser
        writer.whole = Set(layout.columns.indices.filter { layout.columns[$0].holdsIDs })
        writer.marks = cells.marks
        let drawing = writer.drawing()
        try writePaged(writer.text(of: drawing))
        guard layout.isRequested, !drawing.omitted.isEmpty else { return }
        let names = drawing.omitted.map { layout.columns[$0].heading }.joined(last: "and")
        notice("The terminal is too narrow for \(names); --fields picks what is shown.")
    }

    /// Returns a table that fits its terminal.
    func table<Row>(_ rows: [Row], _ picked: [Column<Row>], on sink: any ByteSink) -> TableWriter {
        table(cells(of: rows, picked, isShort: sink.isTerminal), picked, on: sink)
    }

    private func table<Row>(_ cells: [[String]], _ picked: [Column<Row>], on sink: any ByteSink) -> TableWriter {
        TableWriter(
            headings: options.hidesHeadings ? [] : picked.map(\.heading), rows: cells, width: width(of: sink),
            rightAligned: picked.numbers(), naming: picked.firstIndex { $0.field == "name" } ?? 0,
            style: style(of: sink), glyphs: glyphs)
    }

    /// The width of the terminal, or nil if there is none: a pipe takes lines of any length.
    package func width(of sink: any ByteSink) -> Int? {
        guard sink.isTerminal else { return nil }
        return environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? sink.columns
    }

    /// Returns rows as the result's table shows them.
    func cells<Row>(of rows: [Row], _ picked: [Column<Row>]) -> [[String]] {
        cells(of: rows, picked, isShort: console.output.isTerminal)
    }

    private func cells<Row>(of rows: [Row], _ picked: [Column<Row>], isShort: Bool) -> [[String]] {
        let shown = shownCells(isShort: isShort)
        let columns = picked.map { column in column.tableCells(rows).map { shown.text($0, of: column) } }
        return rows.indices.map { place in columns.map { $0[place] } }
    }

    func shownCells(isShort: Bool) -> ShownCells {
        ShownCells(now: now, showsUTC: options.showsUTC, isShort: isShort, written: written)
    }

    /// Returns the meaning of the rows' colors, by row and column; empty without colors.
    func marks<Row>(of rows: [Row], _ picked: [Column<Row>]) -> [Int: [Int: TableMark]] {
        guard style(of: console.output).isColored else { return [:] }
        let shown = shownCells(isShort: true)
        var marks: [Int: [Int: TableMark]] = [:]
        for (place, column) in picked.enumerated() where column.kind == .flag || column.kind == .expiry {
            for (row, cell) in column.cells(rows).enumerated() {
                guard let mark = shown.mark(cell, column.kind) else { continue }
                marks[row, default: [:]][mark == .current ? 0 : place] = mark
            }
        }
        return marks
    }

    /// Returns a cell for the table of one item: the exact time next to its age.
    private func shown(_ exact: String, _ kind: ColumnKind) -> String {
        guard kind.isTime else { return VisibleText.escaping(exact) }
        let age = shownCells(isShort: false).time(exact)
        guard age != exact, !options.showsUTC else { return VisibleText.escaping(age) }
        let moment = console.output.isTerminal ? Age.date(exact).map(written) : nil
        return VisibleText.escaping("\(moment ?? exact) (\(age))")
    }

    /// Returns the row as JSON: whole, or with the selected fields, by the API's names if it has them.
    private func record<Row: Encodable>(_ row: Row, _ columns: [Column<Row>]) throws -> JSONValue {
        record(row, try JSONValueEncoder.encode(row), columns, columns.picked(options.fields, for: format))
    }

    /// Returns the same from what the row itself encodes.
    func record<Row>(_ row: Row, _ own: JSONValue, _ columns: [Column<Row>], _ picked: [Column<Row>]) -> JSONValue {
        guard options.fields != nil else { return own.completed(row, by: columns) }
        return .object(picked.map { column in JSONValue.Member(column.field, own[column.field] ?? column.json(row)) })
    }

    func writeValue(_ value: JSONValue) throws {
        try write(format == .yaml ? YAMLWriter.text(of: value) : JSONWriter.text(of: value, indented: true) + "\n")
    }

    func write(_ text: String) throws { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws { try console.output.write(bytes) }
}

extension Column {
    /// Returns the cell of a field that the row's own JSON doesn't have.
    fileprivate func json(_ row: Row) -> JSONValue { kind.json(cell(row)) }
}

extension ColumnKind {
    /// Returns a cell as JSON.
    func json(_ text: String) -> JSONValue {
        if text.isEmpty { return .null }
        if self == .flag { return .bool(text == "true") }
        guard self == .number, let number = Double(text) else { return .string(text) }
        return Int64(text).map(JSONValue.integer) ?? .number(number)
    }
}

extension JSONValue {
    /// Returns the row with the declared fields only, including derived ones, and with its secrets masked.
    fileprivate func completed<Row>(_ row: Row, by columns: [Column<Row>]) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members.removeAll { member in !columns.contains { $0.field == member.key } }
        for column in columns where column.isSecret || column.isDerived {
            let index = members.firstIndex { $0.key == column.field }
            if let index {
                if column.isSecret, members[index].value != .null { members[index].value = .string(Column<Row>.mask) }
            } else if column.isDerived {
                let value = column.json(row)
                members.append(
                    Member(column.field, column.isSecret && value != .null ? .string(Column<Row>.mask) : value))
            }
        }
        return .object(members)
    }
}

extension Array {
    /// The indices of the columns with numbers.
    func numbers<Row>() -> Set<Int> where Element == Column<Row> {
        Set(indices.filter { self[$0].kind == .number })
    }
}

/// Ends the reading of a list if no more rows are wanted.
private struct ListIsFull: Error {}

/// The cells of a table as its rows arrive, and the meaning of their colors.
struct TableCells {
    private(set) var rows: [[String]] = []
    private(set) var marks: [Int: [Int: TableMark]] = [:]

    mutating func add(_ more: [[String]], _ moreMarks: [Int: [Int: TableMark]]) {
        for (row, mark) in moreMarks { marks[rows.count + row] = mark }
        rows += more
    }
}
