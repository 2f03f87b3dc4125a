import Base

/// The storage of every argument wrapper: its declaration before parsing, its value afterwards.
struct ArgumentBox<Value: Sendable>: Sendable {
    /// Makes the declaration; nil in a parsed command.
    ///
    /// It is built on demand, because most wrappers are replaced by parsed ones at once. Stored in the wrapper, its dozens
    /// of fields would give every type with options code to copy them: a sixth of the program.
    private let declare: (@Sendable () -> ArgumentDefinition)?
    private var stored: Value?

    /// The declaration; nil in a parsed command.
    var definition: ArgumentDefinition? { declare?() }

    /// Creates a box with a declaration, and the default value.
    init(initial: Value?, _ declare: @escaping @Sendable () -> ArgumentDefinition) {
        self.declare = declare
        stored = initial
    }

    /// Creates a box with a parsed value.
    init(decoding decoder: any Decoder) throws {
        declare = nil
        stored = try ArgumentDecoder.value(Value.self, from: decoder)
    }

    var value: Value {
        get {
            // Only a required argument has no initial value, and the kernel never runs a command before parsing.
            guard let stored else {
                preconditionFailure("\(definition?.displayName ?? "argument") was read before parsing")
            }
            return stored
        }
        set { stored = newValue }
    }

    /// Returns whether both hold the same value, or both none; declarations are ignored.
    func holdsSame(as other: ArgumentBox) -> Bool where Value: Equatable { stored == other.stored }
}

extension ArgumentBox where Value: ArgumentValue {
    /// Declares a single value; it is required unless it has a default.
    init(
        _ declare: @autoclosure @escaping @Sendable () -> ArgumentDefinition, default standard: Value?,
        _ validator: Validator<Value>?
    ) {
        self.init(initial: standard) {
            var definition = declare()
            definition.hold(Value.self, validator?.constraint)
            if let standard { definition.fallback = .value(standard, words: { [standard.argument] }) }
            definition.read = ValueReader.single(validator)
            return definition
        }
    }
}

extension ArgumentBox {
    /// Declares a single value that may be missing.
    init<Wrapped: ArgumentValue>(
        _ declare: @autoclosure @escaping @Sendable () -> ArgumentDefinition, optional validator: Validator<Wrapped>?
    ) where Value == Wrapped? {
        let none: Wrapped? = nil
        self.init(initial: .some(none)) {
            var definition = declare()
            definition.hold(Wrapped.self, validator?.constraint)
            definition.fallback = .value(none, words: { [] })
            let read = ValueReader.single(validator)
            definition.read = { (words) throws(ValueError) in Wrapped?.some(try read(words)) }
            return definition
        }
    }
}

extension ArgumentBox where Value: ArgumentCollection {
    /// Declares several values; at least one is required unless it has a default.
    init(
        _ declare: @autoclosure @escaping @Sendable () -> ArgumentDefinition, default standard: Value?,
        _ validator: Validator<Value.Item>?
    ) {
        self.init(initial: standard) {
            var definition = declare()
            definition.hold(Value.Item.self, validator?.constraint)
            definition.isRepeatable = true
            // No key path: a generic type's is made at run time, in half a million instructions.
            if let standard { definition.fallback = .value(standard, words: { standard.items.map { $0.argument } }) }
            let read: @Sendable ([String]) throws(ValueError) -> Value = ValueReader.collection(validator)
            definition.read = read
            return definition
        }
    }
}

extension ArgumentDefinition {
    /// Adds what the type of one value says about it.
    fileprivate mutating func hold(_ type: (some ArgumentValue).Type, _ constraint: ValueConstraint?) {
        listAllowedValues = { type.allowedArguments }
        jsonType = type.jsonType
        self.constraint = constraint
        if isNamedByProperty, let placeholder = type.placeholder {
            valueName = placeholder
            isNamedByProperty = false
        }
    }
}
