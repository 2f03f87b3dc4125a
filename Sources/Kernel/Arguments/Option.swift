public import Base

/// A named value: `--name VALUE`, `--name=VALUE`, `-nVALUE`.
///
/// The property's name is the option's; its type decides whether it is required, optional or repeatable: a collection
/// without a default needs at least one value. `aliases` are additional long names or single letters that work but are
/// never shown.
/// ```swift
/// @Option("n", help: "The token's name", validate: .notEmpty) var name: String?
/// @Option(help: "What it opens") var kind = Kind.standard
/// ```
@propertyWrapper
public struct Option<Value: Sendable>: Sendable, Codable {
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

    /// Declares an option with a default.
    public init(
        wrappedValue: Value, _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String, environment: Variable? = nil, validate: Validator<Value>? = nil,
        source: ValueSource = .word, completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        box = ArgumentBox(
            .option(name, short, aliases, valueName, help, environment, source, completion, visibility),
            default: wrappedValue, validate)
    }

    /// Declares a required option.
    public init(
        _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String, environment: Variable? = nil, validate: Validator<Value>? = nil,
        source: ValueSource = .word, completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        box = ArgumentBox(
            .option(name, short, aliases, valueName, help, environment, source, completion, visibility),
            default: nil, validate)
    }

    /// Declares an option that can be left out.
    public init<Wrapped: ArgumentValue>(
        _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String, environment: Variable? = nil, validate: Validator<Wrapped>? = nil,
        source: ValueSource = .word, completion: Completion = .none, visibility: Visibility = .shown
    ) where Value == Wrapped? {
        box = ArgumentBox(
            .option(name, short, aliases, valueName, help, environment, source, completion, visibility),
            optional: validate)
    }

    /// Declares an option that can be given several times.
    public init(
        wrappedValue: Value, _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String, environment: Variable? = nil, validate: Validator<Value.Item>? = nil,
        source: ValueSource = .word, completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentCollection {
        box = ArgumentBox(
            .option(name, short, aliases, valueName, help, environment, source, completion, visibility),
            default: wrappedValue, validate)
    }

    /// Declares an option that must be given at least once.
    public init(
        _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String, environment: Variable? = nil, validate: Validator<Value.Item>? = nil,
        source: ValueSource = .word, completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentCollection {
        box = ArgumentBox(
            .option(name, short, aliases, valueName, help, environment, source, completion, visibility),
            default: nil, validate)
    }
}

extension Option: Equatable where Value: Equatable {
    /// Returns whether both have the same value.
    public static func == (left: Option, right: Option) -> Bool { left.box.holdsSame(as: right.box) }
}

extension ArgumentDefinition {
    /// Returns an option; what its type says about it is added later.
    ///
    /// It isn't generic: each specialization would be looked up at start-up.
    fileprivate static func option(
        _ name: String?, _ short: Character?, _ aliases: [String], _ valueName: String?, _ help: String,
        _ environment: Variable?, _ source: ValueSource, _ completion: Completion, _ visibility: Visibility
    ) -> ArgumentDefinition {
        ArgumentDefinition(
            form: .option, name: name ?? "", short: short, aliases: aliases, help: help, valueName: valueName ?? "",
            isNamedByProperty: valueName == nil, environment: environment, source: source, completion: completion,
            visibility: visibility, fallback: .required, read: { _ in () })
    }
}
