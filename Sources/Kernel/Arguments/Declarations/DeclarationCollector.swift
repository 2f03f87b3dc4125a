import Base
import Terminal

/// Collects the declarations of a command from its synthesized `encode(to:)`.
///
/// That method passes on each property with its name, and each wrapper its declaration: this needs neither reflection
/// nor a search through the program's conformances, which would take longer than the rest of parsing.
struct DeclarationCollector: Encoder {
    /// The declarations so far; shared by all collectors of a command.
    final class Declarations {
        fileprivate(set) var found: [ArgumentDefinition] = []
        fileprivate(set) var rules: [ArgumentRule] = []
        /// The groups of options that it reads from its mounts.
        var inherited: [any ArgumentGroup.Type] = []
    }

    let declarations = Declarations()
    private(set) var codingPath: [any CodingKey] = []
    private var title: String?
    private var purpose = ArgumentPurpose.input
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(title: String? = nil) { self.title = title }

    /// Passes the declaration of the property that `encoder` is at to its collector.
    static func add(_ definition: consuming ArgumentDefinition?, to encoder: any Encoder) throws {
        guard let collector = encoder as? DeclarationCollector, var definition else {
            throw refusal(encoder.codingPath)
        }
        definition.complete(at: ArgumentPath(collector.codingPath))
        definition.purpose = collector.purpose
        definition.title = collector.title
        collector.declarations.found.append(definition)
    }

    /// Passes the declarations of a group to the encoder's collector, under the group's heading.
    static func add<Group: ArgumentGroup>(_ group: Group, to encoder: any Encoder) throws {
        guard var collector = encoder as? DeclarationCollector else { throw refusal(encoder.codingPath) }
        collector.title = Group.title ?? collector.title
        if Group.purpose != .input { collector.purpose = Group.purpose }
        collector.declarations.rules += Group.rules.map { $0.below(collector.codingPath) }
        try group.encode(to: collector)
    }

    static func refusal(_ path: [any CodingKey]) -> EncodingError {
        let name = path.map(\.stringValue).joined(separator: ".")
        let words = "\(name) is not an @Argument, @Option, @Flag or @OptionGroup"
        return .invalidValue(name, .init(codingPath: path, debugDescription: words))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(DeclarationContainer(collector: self))
    }

    // Only a property's own type asks for these, and a command has no such properties.
    func unkeyedContainer() -> any UnkeyedEncodingContainer { RefusingContainer(codingPath: codingPath) }
    func singleValueContainer() -> any SingleValueEncodingContainer { RefusingContainer(codingPath: codingPath) }

    func below(_ key: any CodingKey) -> DeclarationCollector {
        var collector = self
        collector.codingPath.append(key)
        return collector
    }
}

private struct DeclarationContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let collector: DeclarationCollector
    var codingPath: [any CodingKey] { collector.codingPath }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try value.encode(to: collector.below(key))
    }

    func encodeNil(forKey key: Key) throws { throw DeclarationCollector.refusal(codingPath + [key]) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { collector.below(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        collector.below(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { collector }
    func superEncoder(forKey key: Key) -> any Encoder { collector.below(key) }
}

/// Takes the place of a property without a wrapper.
private struct RefusingContainer: SingleValueEncodingContainer, UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    var count: Int { 0 }

    func encodeNil() throws { throw DeclarationCollector.refusal(codingPath) }
    func encode<Value: Encodable>(_ value: Value) throws { throw DeclarationCollector.refusal(codingPath) }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        DeclarationCollector().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { DeclarationCollector() }
}

extension ArgumentDefinition {
    /// Adds the path and name of its property.
    fileprivate mutating func complete(at path: ArgumentPath) {
        self.path = path
        if name.isEmpty { name = PropertyName.dashed(path.property) }
        if isNamedByProperty { valueName = PropertyName.placeholder(name) }
    }
}
