#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Encodes any `Encodable` as a ``JSONValue`` with its keys in the order in which the type encodes them.
///
/// The toolchain's encoder sorts or shuffles keys; people expect the order of the declaration.
package enum JSONValueEncoder {
    /// The value as JSON.
    package static func encode(_ value: some Encodable) throws -> JSONValue {
        let node = Node()
        try value.encode(to: ValueEncoder(node: node, codingPath: []))
        return node.value
    }
}

/// A place where a value is being written.
///
/// Only one encoder writes at a time, and it ends within `encode`.
private final class Node {
    private enum Content {
        case value(JSONValue)
        case array([Node])
        case object([(key: String, node: Node)])
    }

    private var content = Content.value(.null)

    var value: JSONValue {
        switch content {
        case .value(let value): value
        case .array(let nodes): .array(nodes.map(\.value))
        case .object(let members): .object(members.map { JSONValue.Member($0.key, $0.node.value) })
        }
    }

    var count: Int {
        if case .array(let nodes) = content { nodes.count } else { 0 }
    }

    func set(_ value: JSONValue) { content = .value(value) }

    func becomeObject() {
        if case .object = content { return }
        content = .object([])
    }

    func becomeArray() {
        if case .array = content { return }
        content = .array([])
    }

    func child(_ key: String) -> Node {
        guard case .object(var members) = content else { return Node() }
        let node = Node()
        members.append((key, node))
        content = .object(members)
        return node
    }

    func element() -> Node {
        guard case .array(var nodes) = content else { return Node() }
        let node = Node()
        nodes.append(node)
        content = .array(nodes)
        return node
    }
}

private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.becomeObject()
        return KeyedEncodingContainer(ObjectContainer(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.becomeArray()
        return ArrayContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { node.set(.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
        switch value {
        case let value as Bool: node.set(.bool(value))
        case let value as String: node.set(.string(value))
        case let value as Int: node.set(.integer(Int64(value)))
        case let value as Int64: node.set(.integer(value))
        case let value as Double: node.set(.number(value))
        case let value as Date: node.set(.string(value.rfc3339))
        case let value as URL: node.set(.string(value.absoluteString))
        default: try value.encode(to: self)
        }
    }

    // Numbers encode themselves through these; checking each value for every number type takes long.

    func encode(_ value: Double) throws { node.set(.number(value)) }
    func encode(_ value: Float) throws { node.set(.number(Double(value))) }
    func encode(_ value: Int) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: Int8) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: Int16) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: Int32) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt8) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt16) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt32) throws { node.set(.integer(Int64(value))) }
    func encode(_ value: UInt) throws { try encode(UInt64(value)) }
    func encode(_ value: UInt64) throws {
        node.set(Int64(exactly: value).map(JSONValue.integer) ?? .number(Double(value)))
    }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: Node
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) throws { try below(key).encodeNil() }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try below(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { below(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { below(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { ValueEncoder(node: node.child("super"), codingPath: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { below(key) }

    private func below(_ key: Key) -> ValueEncoder {
        ValueEncoder(node: node.child(key.stringValue), codingPath: codingPath + [key])
    }
}

private struct ArrayContainer: UnkeyedEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    func encodeNil() throws { try next().encodeNil() }
    func encode<Value: Encodable>(_ value: Value) throws { try next().encode(value) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }
    func superEncoder() -> any Encoder { next() }

    private func next() -> ValueEncoder { ValueEncoder(node: node.element(), codingPath: codingPath) }
}
