/// A row of a list that may have ten thousand: it names its fields once, for everything that reads or writes it.
///
/// It is `Codable`, too, with the same result. Coding looks up containers and keys at run time for each field of each
/// row; here, each field is one call.
package protocol JSONRow: Encodable, Sendable {
    /// Creates a row with nothing read yet.
    static var unread: Self { get }

    /// Passes each field, in order, to a visitor, which reads or writes it.
    mutating func visitFields(_ visitor: inout some FieldVisitor)

    // Both have default implementations. They are requirements so that they are specialized for each type in its own
    // module: generic code for all types looks up, for each row, what the type is.

    /// Reads the elements of the next list; nil if one of them isn't a row of this type.
    static func readList(_ reader: inout JSONRowReader) -> [Self]?

    /// Writes rows, each between two texts, with another text between rows.
    static func write(
        _ rows: [Self], to writer: inout JSONRowWriter, before: StaticString, after: StaticString,
        between: StaticString, isFirst: Bool)

    /// Writes rows as elements of a list in YAML.
    static func write(_ rows: [Self], to writer: inout YAMLRowWriter)
}

extension JSONRow {
    @inlinable
    package static func readList(_ reader: inout JSONRowReader) -> [Self]? {
        var rows: [Self] = []
        guard reader.beginList() else { return nil }
        while reader.takeRow() {
            var row = unread
            row.visitFields(&reader)
            rows.append(row)
        }
        return reader.endList() ? rows : nil
    }

    @inlinable
    package static func write(
        _ rows: [Self], to writer: inout JSONRowWriter, before: StaticString, after: StaticString,
        between: StaticString, isFirst: Bool
    ) {
        var isFirst = isFirst
        for (place, row) in rows.enumerated() {
            if !isFirst { writer.output.append(between) }
            isFirst = false
            writer.output.append(before)
            writer.write(row, at: place)
            writer.output.append(after)
        }
    }

    @inlinable
    package static func write(_ rows: [Self], to writer: inout YAMLRowWriter) {
        for (place, row) in rows.enumerated() { writer.write(row, at: place) }
    }
}

/// What to do with each field of a row.
///
/// A field that is nil is left out. Names are ASCII and need no escape.
package protocol FieldVisitor {
    /// A required text.
    mutating func text(_ name: StaticString, _ value: inout String)
    /// A text.
    mutating func text(_ name: StaticString, _ value: inout String?)
    /// A whole number.
    mutating func number(_ name: StaticString, _ value: inout Int?)
    /// A nested row.
    mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?)
    /// A nested list of rows.
    mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?)
}
