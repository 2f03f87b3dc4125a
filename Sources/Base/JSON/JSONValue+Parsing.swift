extension JSONValue {
    /// Parses JSON text; nil if it isn't valid JSON, or is nested more than 512 levels deep.
    public init?(parsing text: some Sequence<UInt8>) {
        guard let parsed = JSONText(parsing: text) else { return nil }
        self.init(parsed)
    }

    /// Creates a value from parsed text; a key that occurs several times keeps its last value.
    package init(_ text: JSONText) {
        switch text {
        case .literal("null"): self = .null
        case .literal("true"): self = .bool(true)
        case .literal("false"): self = .bool(false)
        case .literal(let number):
            self = Int64(number).map(JSONValue.integer) ?? .number(Double(number) ?? .nan)
        case .string: self = .string(text.characters ?? "")
        case .array(let elements): self = .array(elements.map(JSONValue.init))
        case .object(let members):
            self = .object(members.map { Member($0.name, JSONValue($0.value)) })
        }
    }
}
