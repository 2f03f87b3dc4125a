/// The names of a row's own fields.
package struct FieldNames: FieldVisitor {
    package private(set) var names: [String] = []

    /// Returns the fields of a row type, in order.
    package static func of(_ type: (some JSONRow).Type) -> [String] {
        var row = type.unread
        var visitor = FieldNames()
        row.visitFields(&visitor)
        return visitor.names
    }

    package mutating func text(_ name: StaticString, _ value: inout String) { names.append("\(name)") }
    package mutating func text(_ name: StaticString, _ value: inout String?) { names.append("\(name)") }
    package mutating func texts(_ name: StaticString, _ value: inout [String]?) { names.append("\(name)") }
    package mutating func number(_ name: StaticString, _ value: inout Int?) { names.append("\(name)") }
    package mutating func flag(_ name: StaticString, _ value: inout Bool?) { names.append("\(name)") }
    package mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) { names.append("\(name)") }
    package mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) { names.append("\(name)") }
}
