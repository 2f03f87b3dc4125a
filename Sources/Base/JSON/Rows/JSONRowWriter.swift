/// Writes rows as JSON, with the same result as ``JSONValueEncoder`` and ``JSONWriter`` but no values in between.
package struct JSONRowWriter {
    /// A field that is added to rows.
    package struct Derived {
        let name: String
        let values: [JSONValue]

        package init(name: String, values: [JSONValue]) {
            self.name = name
            self.values = values
        }
    }

    package var output: JSONWriter
    /// The fields to add, by the index of the row.
    package var derived: [Derived] = []
    /// The row's own fields that are left out.
    package var omitted: Set<String> = []
    /// The depth of the object whose fields are visited.
    private var depth: Int
    /// The depth of the row's own fields.
    private let rowDepth: Int
    private var isEmpty = true

    /// Creates a writer of rows that are `depth` levels deep.
    package init(isIndented: Bool, depth: Int = 0) {
        output = JSONWriter(isIndented: isIndented)
        self.depth = depth
        rowDepth = depth + 1
    }

    /// Returns whether a field is left out.
    private func omits(_ name: StaticString) -> Bool {
        !omitted.isEmpty && depth == rowDepth && omitted.contains("\(name)")
    }

    /// Writes a row.
    package mutating func write(_ row: some JSONRow) {
        let outer = open()
        var row = row
        row.write(&self)
        close(outer)
    }

    /// Writes rows with the fields that are added, each between two texts, with another text between rows.
    package mutating func write<Row: JSONRow>(
        _ rows: [Row], before: StaticString, after: StaticString, between: StaticString, isFirst: Bool
    ) {
        for place in rows.indices {
            if place > 0 || !isFirst { output.append(between) }
            output.append(before)
            let outer = open()
            var row = rows[place]
            row.write(&self)
            addDerived(place)
            close(outer)
            output.append(after)
        }
    }

    private mutating func addDerived(_ place: Int) {
        for field in derived {
            separate()
            output.write(field.name)
            output.writeColon()
            output.write(field.values[place], depth: depth)
        }
    }

    /// Starts an object, and returns what its end needs.
    private mutating func open() -> Bool {
        defer { isEmpty = true }
        depth += 1
        output.append(byte: UInt8(ascii: "{"))
        return isEmpty
    }

    /// Ends an object.
    private mutating func close(_ outer: Bool) {
        depth -= 1
        if !isEmpty { output.breakLine(depth) }
        output.append(byte: UInt8(ascii: "}"))
        isEmpty = outer
    }

    /// Writes the name of a field.
    private mutating func begin(_ name: StaticString) {
        separate()
        output.append(byte: UInt8(ascii: "\""))
        output.append(name)
        output.append(byte: UInt8(ascii: "\""))
        output.writeColon()
    }
}

extension JSONRowWriter {
    private mutating func separate() {
        if !isEmpty { output.append(byte: UInt8(ascii: ",")) }
        isEmpty = false
        output.breakLine(depth)
    }
}

extension JSONRowWriter: FieldVisitor {
    package mutating func text(_ name: StaticString, _ value: inout String) {
        guard !omits(name) else { return }
        begin(name)
        output.write(value)
    }

    package mutating func text(_ name: StaticString, _ value: inout String?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.write(value)
    }

    package mutating func texts(_ name: StaticString, _ value: inout [String]?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.write(.array(value.map(JSONValue.string)), depth: depth)
    }

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.append(String(value))
    }

    package mutating func flag(_ name: StaticString, _ value: inout Bool?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.append(value ? "true" as StaticString : "false")
    }

    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard value != nil, !omits(name) else { return }
        begin(name)
        let outer = open()
        // In place: nothing is copied.
        value?.write(&self)
        close(outer)
    }

    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.append(byte: UInt8(ascii: "["))
        depth += 1
        for place in value.indices {
            if place > 0 { output.append(byte: UInt8(ascii: ",")) }
            output.breakLine(depth)
            write(value[place])
        }
        depth -= 1
        if !value.isEmpty { output.breakLine(depth) }
        output.append(byte: UInt8(ascii: "]"))
    }
}
