/// Writes rows as YAML, with the same result as ``JSONValueEncoder`` and ``YAMLWriter`` but no values in between.
package struct YAMLRowWriter {
    package var output = YAMLWriter()
    /// The fields to add, by the index of the row.
    package var derived: [JSONRowWriter.Derived] = []
    /// The row's own fields that are left out.
    package var omitted: Set<String> = []
    /// The spaces before the fields that are visited, and before the row's own.
    private var indent: Int
    private let rowIndent: Int
    private var isEmpty = true

    /// Creates a writer of a list's rows, whose dashes follow `indent` spaces.
    package init(indent: Int) {
        self.indent = indent
        rowIndent = indent + 2
    }

    /// Returns whether a field is left out.
    private func omits(_ name: StaticString) -> Bool {
        !omitted.isEmpty && indent == rowIndent && omitted.contains("\(name)")
    }

    /// Writes rows with the fields that are added.
    package mutating func write<Row: JSONRow>(_ rows: [Row]) {
        for place in rows.indices {
            let outer = openElement()
            var row = rows[place]
            row.write(&self)
            addDerived(place)
            close(outer)
        }
    }

    private mutating func addDerived(_ place: Int) {
        for field in derived {
            isEmpty = false
            output.write(field: field.name, field.values[place], indent: indent)
        }
    }

    /// Starts an element of a list, and returns what its end needs.
    private mutating func openElement() -> Bool {
        output.beginElement(indent)
        return open()
    }

    /// Starts an object, and returns what its end needs.
    private mutating func open() -> Bool {
        defer { isEmpty = true }
        indent += 2
        return isEmpty
    }

    /// Ends an object.
    private mutating func close(_ outer: Bool) {
        if isEmpty { output.appendEmpty("{}") }
        indent -= 2
        isEmpty = outer
    }

    /// Writes the name of a field.
    private mutating func begin(_ name: StaticString) {
        isEmpty = false
        output.beginField(name, indent)
    }
}

extension YAMLRowWriter: FieldVisitor {
    package mutating func text(_ name: StaticString, _ value: inout String) {
        guard !omits(name) else { return }
        begin(name)
        output.endField(value)
    }

    package mutating func text(_ name: StaticString, _ value: inout String?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.endField(value)
    }

    package mutating func texts(_ name: StaticString, _ value: inout [String]?) {
        guard let value, !omits(name) else { return }
        isEmpty = false
        output.write(field: "\(name)", .array(value.map(JSONValue.string)), indent: indent)
    }

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.endField(value)
    }

    package mutating func flag(_ name: StaticString, _ value: inout Bool?) {
        guard let value, !omits(name) else { return }
        isEmpty = false
        output.write(field: "\(name)", .bool(value), indent: indent)
    }

    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard value != nil, !omits(name) else { return }
        begin(name)
        let outer = open()
        value?.write(&self)
        close(outer)
    }

    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let value, !omits(name) else { return }
        begin(name)
        indent += 2
        for place in value.indices {
            let outer = openElement()
            var row = value[place]
            row.write(&self)
            close(outer)
        }
        if value.isEmpty { output.appendEmpty("[]") }
        indent -= 2
    }
}
