import Base

/// A positional argument.
///
/// ```swift
/// @Argument("TOKEN_ID", help: "The token", validate: .identifier) var id: String?
/// ```
@propertyWrapper
public struct Argument<Value: Sendable>: Sendable, Codable {
    private var box: ArgumentBox<Value>

    /// The given value, or the default.
    public var wrappedValue: Value {
        get { box.value }
        set { box.value = newValue }
    }

    /// Decodes the parsed value.
    public init(from decoder: any Decoder) throws { box = try ArgumentBox(decoding: decoder) }

    /// Encodes the declaration.
    public func encode(to encoder: any Encoder) throws {
        try DeclarationCollector.add(box.definition, to: encoder)
    }

    /// Declares a required value.
    public init(
        _ valueName: String, help: String, validate: Validator<Value>? = nil, source: ValueSource = .word,
        completion: Completion = .none
    ) where Value: ArgumentValue {
        box = ArgumentBox(
            Self.definition(
                valueName, help, Value.self, validate?.constraint, source, completion, .required,
                ValueReader.single(validate)),
            initial: nil)
    }

    /// Declares an optional value.
    public init<Wrapped: ArgumentValue>(
        _ valueName: String, help: String, validate: Validator<Wrapped>? = nil, source: ValueSource = .word,
        completion: Completion = .none
    ) where Value == Wrapped? {
        let read = ValueReader.single(validate)
        let none: Wrapped? = nil
        let definition = Self.definition(
            valueName, help, Wrapped.self, validate?.constraint, source, completion, .value(none, text: nil)
        ) { (words) throws(ValueError) in Wrapped?.some(try read(words)) }
        box = ArgumentBox(definition, initial: .some(none))
    }

    /// Declares any number of values; it must be the last argument.
    public init<Element: ArgumentValue>(
        wrappedValue: [Element], _ valueName: String, help: String, validate: Validator<Element>? = nil,
        source: ValueSource = .word, completion: Completion = .none
    ) where Value == [Element] {
        var definition = Self.definition(
            valueName, help, Element.self, validate?.constraint, source, completion,
            .value(wrappedValue, text: nil),
            ValueReader.list(validate))
        definition.isRepeatable = true
        box = ArgumentBox(definition, initial: wrappedValue)
    }

    private static func definition(
        _ valueName: String, _ help: String, _ type: (some ArgumentValue).Type, _ constraint: ValueConstraint?,
        _ source: ValueSource, _ completion: Completion,
        _ fallback: ArgumentDefinition.Default,
        _ read: @escaping @Sendable ([String]) throws(ValueError) -> any Sendable
    ) -> ArgumentDefinition {
        ArgumentDefinition(
            form: .positional, name: valueName, help: help, valueName: valueName,
            listAllowedValues: { type.allowedArguments }, jsonType: type.jsonType, constraint: constraint,
            source: source,
            completion: completion, fallback: fallback, read: read)
    }
}

extension Argument: Equatable where Value: Equatable {
    /// Returns whether both hold the same value.
    public static func == (left: Argument, right: Argument) -> Bool { left.box.holdsSame(as: right.box) }
}
