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
    package func omits(_ name: StaticString) -> Bool {
        !omitted.isEmpty && depth == rowDepth && omitted.contains("\(name)")
    }

    /// Writes a row.
    @inlinable
    package mutating func write(_ row: some JSONRow) {
        let outer = open()
        var row = row
        row.visitFields(&self)
        close(outer)
    }

    /// Writes a row with the fields that are added at its index.
    @inlinable
    package mutating func write(_ row: some JSONRow, at place: Int) {
        let outer = open()
        var row = row
        row.visitFields(&self)
        addDerived(place)
        close(outer)
    }

    package mutating func addDerived(_ place: Int) {
        for field in derived {
            separate()
            output.write(field.name)
            output.writeColon()
            output.write(field.values[place], depth: depth)
        }
    }

    /// Starts an object, and returns what its end needs.
    package mutating func open() -> Bool {
        defer { isEmpty = true }
        depth += 1
        output.append(byte: UInt8(ascii: "{"))
        return isEmpty
    }

    /// Ends an object.
    package mutating func close(_ outer: Bool) {
        depth -= 1
        if !isEmpty { output.breakLine(depth) }
        output.append(byte: UInt8(ascii: "}"))
        isEmpty = outer
    }

    /// Writes the name of a field.
    package mutating func begin(_ name: StaticString) {
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

    package mutating func number(_ name: StaticString, _ value: inout Int?) {
        guard let value, !omits(name) else { return }
        begin(name)
        output.append(String(value))
    }

    @inlinable
    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        guard value != nil, !omits(name) else { return }
        begin(name)
        let outer = open()
        // In place: nothing is copied.
        value?.visitFields(&self)
        close(outer)
    }

    @inlinable
    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        guard let value, !omits(name) else { return }
        begin(name)
        beginList()
        var index = 0
        for row in value {
            nextElement(index)
            write(row)
            index += 1
        }
        endList(value.count)
    }

    package mutating func beginList() {
        output.append(byte: UInt8(ascii: "["))
        depth += 1
    }

    package mutating func nextElement(_ index: Int) {
        if index > 0 { output.append(byte: UInt8(ascii: ",")) }
        output.breakLine(depth)
    }

    package mutating func endList(_ count: Int) {
        depth -= 1
        if count > 0 { output.breakLine(depth) }
        output.append(byte: UInt8(ascii: "]"))
    }
}
