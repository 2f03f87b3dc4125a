import Base
import Terminal

/// Passes parsed values to the synthesized initializer of a command.
///
/// The initializer asks for each property by its name; the property's wrapper then takes its value from here.
struct ArgumentDecoder: Decoder {
    /// The values, in the properties' own types, by path.
    let values: [String: any Sendable]
    var codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Returns the value for the property that `decoder` is at.
    static func value<Value>(_ type: Value.Type, from decoder: any Decoder) throws -> Value {
        guard let decoder = decoder as? ArgumentDecoder,
            let value = decoder.values[ArgumentPath(decoder.codingPath).text] as? Value
        else { throw ArgumentDecoder.refusal(decoder.codingPath) }
        return value
    }

    static func refusal(_ path: [any CodingKey]) -> DecodingError {
        let name = path.map(\.stringValue).joined(separator: ".")
        return .dataCorrupted(
            .init(codingPath: path, debugDescription: "\(name) is not an @Argument, @Option, @Flag or @OptionGroup"))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ArgumentContainer(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.refusal(codingPath) }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.refusal(codingPath) }
}

private struct ArgumentContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ArgumentDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: below(key))
    }

    private func below(_ key: Key) -> ArgumentDecoder {
        var decoder = decoder
        decoder.codingPath.append(key)
        return decoder
    }

    // A property without a wrapper can't be read from the command line.
    func decodeNil(forKey key: Key) throws -> Bool { throw refusal(key) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { throw refusal(key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { throw refusal(key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { throw refusal(key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw refusal(key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { throw refusal(key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { throw refusal(key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { throw refusal(key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { throw refusal(key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { throw refusal(key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { throw refusal(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { throw refusal(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { throw refusal(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { throw refusal(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { throw refusal(key) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw refusal(key) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw refusal(key) }
    func superDecoder() throws -> any Decoder { throw ArgumentDecoder.refusal(codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw refusal(key) }

    private func refusal(_ key: Key) -> DecodingError { ArgumentDecoder.refusal(codingPath + [key]) }
}
