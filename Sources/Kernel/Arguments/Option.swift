import Base

/// A named value: `--name VALUE`, `--name=VALUE`, `-nVALUE`.
///
/// The property's name is the option's; its type decides whether it is required, optional or repeatable. `aliases` are
/// more names that work but are never shown: long ones, and single letters.
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
        valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Value>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        let declaration = Declaration(
            Value.self, short, name, aliases, valueName, help, environment, validate?.constraint, source, completion,
            visibility)
        let fallback = ArgumentDefinition.Default.value(wrappedValue, text: wrappedValue.argument)
        box = ArgumentBox(
            declaration.definition(fallback, read: ValueReader.single(validate)), initial: wrappedValue)
    }

    /// Declares a required option.
    public init(
        _ short: Character? = nil, name: String? = nil, aliases: [String] = [], valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Value>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        let declaration = Declaration(
            Value.self, short, name, aliases, valueName, help, environment, validate?.constraint, source, completion,
            visibility)
        box = ArgumentBox(declaration.definition(.required, read: ValueReader.single(validate)), initial: nil)
    }

    /// Declares an optional value.
    public init<Wrapped: ArgumentValue>(
        _ short: Character? = nil, name: String? = nil, aliases: [String] = [], valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Wrapped>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value == Wrapped? {
        let declaration = Declaration(
            Wrapped.self, short, name, aliases, valueName, help, environment, validate?.constraint, source, completion,
            visibility)
        let read = ValueReader.single(validate)
        let none: Wrapped? = nil
        box = ArgumentBox(
            declaration.definition(.value(none, text: nil)) { (words) throws(ValueError) in
                Wrapped?.some(try read(words))
            }, initial: .some(none))
    }

    /// Declares an option that can be given several times.
    public init<Element: ArgumentValue>(
        wrappedValue: [Element], _ short: Character? = nil, name: String? = nil, aliases: [String] = [],
        valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Element>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value == [Element] {
        let declaration = Declaration(
            Element.self, short, name, aliases, valueName, help, environment, validate?.constraint, source, completion,
            visibility)
        var definition = declaration.definition(.value(wrappedValue, text: nil), read: ValueReader.list(validate))
        definition.isRepeatable = true
        box = ArgumentBox(definition, initial: wrappedValue)
    }
}

extension Option: Equatable where Value: Equatable {
    /// Returns whether both hold the same value.
    public static func == (left: Option, right: Option) -> Bool { left.box.holdsSame(as: right.box) }
}

/// What all kinds of options have in common.
///
/// It isn't generic: each specialization would be looked up at start-up.
private struct Declaration {
    let base: ArgumentDefinition

    init(
        _ type: (some ArgumentValue).Type, _ short: Character?, _ name: String?, _ aliases: [String],
        _ valueName: String?,
        _ help: String,
        _ environment: String?, _ constraint: ValueConstraint?, _ source: ValueSource, _ completion: Completion,
        _ visibility: Visibility
    ) {
        base = ArgumentDefinition(
            form: .option, name: name ?? "", short: short, aliases: aliases, help: help,
            valueName: valueName ?? type.placeholder ?? "",
            listAllowedValues: { type.allowedArguments }, jsonType: type.jsonType, constraint: constraint,
            environment: environment,
            source: source,
            completion: completion, visibility: visibility, fallback: .required, read: { _ in () })
    }

    func definition(
        _ fallback: ArgumentDefinition.Default,
        read: @escaping @Sendable ([String]) throws(ValueError) -> any Sendable
    ) -> ArgumentDefinition {
        var definition = base
        definition.fallback = fallback
        definition.read = read
        return definition
    }
}
