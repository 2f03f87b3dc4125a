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
    package func omits(_ name: StaticString) -> Bool {
        !omitted.isEmpty && indent == rowIndent && omitted.contains("\(name)")
    }

    /// Writes a row with the fields that are added at its index.
    @inlinable
    package mutating func write(_ row: some JSONRow, at place: Int) {
        let outer = openElement()
        var row = row
        row.visitFields(&self)
        addDerived(place)
        close(outer)
    }

    package mutating func addDerived(_ place: Int) {
        for field in derived {
            isEmpty = false
            output.write(field: field.name, field.values[place], indent: indent)
        }
    }

    /// Starts an element of a list, and returns what its end needs.
    package mutating func openElement() -> Bool {
        output.beginElement(indent)
        return open()
    }

    /// Starts an object, and returns what its end needs.
    package mutating func open() -> Bool {
        defer { isEmpty = true }
        indent += 2
        return isEmpty
    }

    /// Ends an object.
    package mutating func close(_ outer: Bool) {
        if isEmpty { output.appendEmpty("{}") }
        indent -= 2
        isEmpty = outer
    }

    /// Writes the name of a field.
    package mutating func begin(_ name: StaticString) {
        isEmpty = false
        output.beginField(name, indent)
    }

    /// Writes the end of a list.
    package mutating func endList(_ count: Int) {
        if count == 0 { output.appendEmpty("[]") }
        indent -= 2
    }

    package mutating func beginList() { indent += 2 }
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

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.endField(value)
    }

    @inlinable
    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard value != nil, !omits(name) else { return }
        begin(name)
        let outer = open()
        value?.visitFields(&self)
        close(outer)
    }

    @inlinable
    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let value, !omits(name) else { return }
        begin(name)
        beginList()
        for var row in value {
            let outer = openElement()
            row.visitFields(&self)
            close(outer)
        }
        endList(value.count)
    }
}
