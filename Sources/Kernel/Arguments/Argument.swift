public import Base

/// A positional argument.
///
/// Its type decides whether it is required, optional or repeatable: a collection without a default needs at least one
/// value.
/// ```swift
/// @Argument("TOKEN_ID", help: "The token", validate: .identifier) var id: String?
/// @Argument("COMMAND", help: "The program to run", parsing: .postTerminator) var command: [String]
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

    /// Declares a value with a default.
    public init(
        wrappedValue: Value, _ valueName: String, help: String, environment: Variable? = nil,
        validate: Validator<Value>? = nil, source: ValueSource = .word, completion: Completion = .none
    ) where Value: ArgumentValue {
        box = ArgumentBox(
            .positional(valueName, help, environment, source, completion), default: wrappedValue, validate)
    }

    /// Declares a required value.
    public init(
        _ valueName: String, help: String, environment: Variable? = nil, validate: Validator<Value>? = nil,
        source: ValueSource = .word, completion: Completion = .none
    ) where Value: ArgumentValue {
        box = ArgumentBox(.positional(valueName, help, environment, source, completion), default: nil, validate)
    }

    /// Declares an optional value.
    public init<Wrapped: ArgumentValue>(
        _ valueName: String, help: String, environment: Variable? = nil, validate: Validator<Wrapped>? = nil,
        source: ValueSource = .word, completion: Completion = .none
    ) where Value == Wrapped? {
        box = ArgumentBox(.positional(valueName, help, environment, source, completion), optional: validate)
    }

    /// Declares any number of values; it must be the last argument, or take the words after `--`.
    public init(
        wrappedValue: Value, _ valueName: String, help: String, parsing: PositionalParsing = .remaining,
        environment: Variable? = nil, validate: Validator<Value.Item>? = nil, source: ValueSource = .word,
        completion: Completion = .none
    ) where Value: ArgumentCollection {
        box = ArgumentBox(
            .positional(valueName, help, environment, source, completion, parsing), default: wrappedValue, validate)
    }

    /// Declares one or more values; it must be the last argument, or take the words after `--`.
    public init(
        _ valueName: String, help: String, parsing: PositionalParsing = .remaining, environment: Variable? = nil,
        validate: Validator<Value.Item>? = nil, source: ValueSource = .word, completion: Completion = .none
    ) where Value: ArgumentCollection {
        box = ArgumentBox(
            .positional(valueName, help, environment, source, completion, parsing), default: nil, validate)
    }
}

/// The words that a repeatable argument takes.
public enum PositionalParsing: Sendable, Equatable {
    /// All words that no earlier argument takes.
    case remaining
    /// All words after `--`, including flags, and no others: a command line to pass on.
    case postTerminator
}

extension Argument: Equatable where Value: Equatable {
    /// Returns whether both have the same value.
    public static func == (left: Argument, right: Argument) -> Bool { left.box.holdsSame(as: right.box) }
}

extension ArgumentDefinition {
    /// Returns a positional; what its type says about it is added later.
    fileprivate static func positional(
        _ valueName: String, _ help: String, _ environment: Variable?, _ source: ValueSource,
        _ completion: Completion, _ parsing: PositionalParsing = .remaining
    ) -> ArgumentDefinition {
        ArgumentDefinition(
            form: .positional, name: valueName, help: help, valueName: valueName, environment: environment,
            isPassedOn: parsing == .postTerminator, source: source, completion: completion, fallback: .required,
            read: { _ in () })
    }
}
