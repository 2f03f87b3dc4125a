extension JSONValue {
    /// Creates the value that ``JSONValueEncoder`` would create from a row.
    ///
    /// - Parameter fields: The fields to include; nil for all.
    package init(_ row: some JSONRow, fields: [String]? = nil) {
        var collector = FieldCollector(wanted: fields)
        var row = row
        row.visitFields(&collector)
        self = .object(collector.members)
    }
}

/// Collects the fields of a row.
private struct FieldCollector: FieldVisitor {
    let wanted: [String]?
    var members: [JSONValue.Member] = []

    private mutating func add(_ name: StaticString, _ value: @autoclosure () -> JSONValue?) {
        if let wanted, !wanted.contains(where: { $0 == name.description }) { return }
        if let value = value() { members.append(JSONValue.Member(name.description, value)) }
    }

    mutating func text(_ name: StaticString, _ value: inout String) { add(name, .string(value)) }
    mutating func text(_ name: StaticString, _ value: inout String?) { add(name, value.map(JSONValue.string)) }
    mutating func texts(_ name: StaticString, _ value: inout [String]?) {
        add(name, value.map { .array($0.map(JSONValue.string)) })
    }
    mutating func number(_ name: StaticString, _ value: inout Int?) { add(name, value.map { .integer(Int64($0)) }) }
    mutating func flag(_ name: StaticString, _ value: inout Bool?) { add(name, value.map(JSONValue.bool)) }
    mutating func row<Row: JSONRow>(_ name: StaticString, _ value: inout Row?) {
        add(name, value.map { JSONValue($0) })
    }
    mutating func rows<Row: JSONRow>(_ name: StaticString, _ value: inout [Row]?) {
        add(name, value.map { .array($0.map { JSONValue($0) }) })
    }
}
