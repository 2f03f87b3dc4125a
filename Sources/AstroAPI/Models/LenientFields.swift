/// An element of a list that may be unreadable.
struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) { value = try? Value(from: decoder) }
}

/// Reads the fields of an object one by one: one that is broken leaves the others readable.
struct LenientFields<Key: CodingKey> {
    private let container: KeyedDecodingContainer<Key>
    /// The names of the fields that have another type than they should, or that are needed and not there.
    private(set) var unreadable: [String] = []

    init(_ container: KeyedDecodingContainer<Key>) { self.container = container }

    /// The value of a field; nil if it is not there or cannot be read.
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
