/// An element of a list that may be unreadable.
struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) { value = try? Value(from: decoder) }
}

/// Decodes the fields of an object one by one, so that one malformed field doesn't affect the others.
struct LenientFields<Key: CodingKey> {
    private let container: KeyedDecodingContainer<Key>
    /// The names of the fields that have the wrong type, or are required but missing.
    private(set) var unreadable: [String] = []

    init(_ container: KeyedDecodingContainer<Key>) { self.container = container }

    /// Returns the value of a field; nil if it is missing or unreadable.
    mutating func read<Value: Decodable>(_ key: Key, isNeeded: Bool = false) -> Value? {
        do {
            if let value = try container.decodeIfPresent(Value.self, forKey: key) { return value }
            if isNeeded { unreadable.append(key.stringValue) }
        } catch {
            unreadable.append(key.stringValue)
        }
        return nil
    }
}
