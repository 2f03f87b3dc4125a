/// A row of a list that may have ten thousand: it names its fields once, for everything that reads or writes it.
///
/// It is `Codable`, too, with the same result. Coding looks up containers and keys at run time for each field of each
/// row; here, each field is one call.
package protocol JSONRow: Encodable, Sendable {
    /// Creates a row with nothing read yet.
    static var unread: Self { get }

    /// Passes each field, in order, to a visitor, which reads or writes it.
    mutating func visitFields(_ visitor: inout some FieldVisitor)

    // The rest is the same for all rows, but has to be written in the module that declares them: it is specialized there
    // for each type and each visitor, so that a field is one call. Nothing that is `package` is specialized in another
    // module: a default implementation here would look up each field of each row at run time.

    /// Reads the fields of the current object.
    static func read(_ reader: inout JSONRowReader, into row: inout Self?)

    /// Reads the fields of an object for as long as there is another.
    static func readAll(_ reader: inout JSONRowReader, while next: (inout JSONRowReader) -> Bool) -> [Self]

    /// Writes the fields as JSON.
    mutating func write(_ writer: inout JSONRowWriter)

    /// Writes the fields as YAML.
    mutating func write(_ writer: inout YAMLRowWriter)
}

/// What to do with each field of a row.
///
/// A field that is nil is left out. Names are ASCII and need no escape.
package protocol FieldVisitor {
    /// A required text.
    mutating func text(_ name: StaticString, _ value: inout String)
    /// A text.
    mutating func text(_ name: StaticString, _ value: inout String?)
    /// A list of texts.
    mutating func texts(_ name: StaticString, _ value: inout [String]?)
    /// A whole number.
    mutating func number(_ name: StaticString, _ value: inout Int?)
    /// `true` or `false`.
    mutating func flag(_ name: StaticString, _ value: inout Bool?)
    /// A nested row.
    mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?)
    /// A nested list of rows.
    mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?)
}
