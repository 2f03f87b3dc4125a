/// A value given after its name: `--name VALUE`, `--name=VALUE`, `-nVALUE`.
///
/// The property's name is the option's; the type says what is required, optional, or repeatable.
/// ```swift
/// @Option("n", help: "The token's name", validate: .notEmpty) var name: String?
/// @Option(help: "What it opens") var kind = Kind.standard
/// ```
@propertyWrapper
public struct Option<Value: Sendable>: Sendable, Codable {
    private var box: ArgumentBox<Value>

    /// The value given, or the default.
    public var wrappedValue: Value {
        get { box.value }
        set { box.value = newValue }
    }

    /// Takes the value that parsing found.
    public init(from decoder: any Decoder) throws { box = try ArgumentBox(decoding: decoder) }

    /// Hands over the declaration.
    public func encode(to encoder: any Encoder) throws {
        try DeclarationCollector.add(box.definition, to: encoder)
    }

    /// An option with a default.
    public init(
        wrappedValue: Value, _ short: Character? = nil, name: String? = nil, valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Value>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        let declaration = Declaration(
            Value.self, short, name, valueName, help, environment, validate?.rule, source, completion, visibility)
        let fallback = ArgumentDefinition.Fallback.value(wrappedValue, text: wrappedValue.argument)
        box = ArgumentBox(
            declaration.definition(fallback, read: ValueReader.single(validate)), initial: wrappedValue)
    }

    /// A required option.
    public init(
        _ short: Character? = nil, name: String? = nil, valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Value>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value: ArgumentValue {
        let declaration = Declaration(
            Value.self, short, name, valueName, help, environment, validate?.rule, source, completion, visibility)
        box = ArgumentBox(declaration.definition(.required, read: ValueReader.single(validate)), initial: nil)
    }

    /// An option that may be left out.
    public init<Wrapped: ArgumentValue>(
        _ short: Character? = nil, name: String? = nil, valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Wrapped>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value == Wrapped? {
        let declaration = Declaration(
            Wrapped.self, short, name, valueName, help, environment, validate?.rule, source, completion, visibility)
        let read = ValueReader.single(validate)
        let none: Wrapped? = nil
        box = ArgumentBox(
            declaration.definition(.value(none, text: nil)) { (words) throws(ValueError) in
                Wrapped?.some(try read(words))
            }, initial: .some(none))
    }

    /// An option that may be given several times.
    public init<Element: ArgumentValue>(
        wrappedValue: [Element], _ short: Character? = nil, name: String? = nil, valueName: String? = nil, help: String,
        environment: String? = nil, validate: Validator<Element>? = nil, source: ValueSource = .word,
        completion: Completion = .none, visibility: Visibility = .shown
    ) where Value == [Element] {
        let declaration = Declaration(
            Element.self, short, name, valueName, help, environment, validate?.rule, source, completion, visibility)
        var definition = declaration.definition(.value(wrappedValue, text: nil), read: ValueReader.list(validate))
        definition.isRepeatable = true
        box = ArgumentBox(definition, initial: wrappedValue)
    }
}

extension Option: Equatable where Value: Equatable {
    /// Whether both hold the same value.
    public static func == (left: Option, right: Option) -> Bool { left.box.holdsSame(as: right.box) }
}

/// What the kinds of option have in common.
///
/// It is not generic: each type that a generic one were made for would be looked up at start-up.
private struct Declaration {
    let base: ArgumentDefinition

    init(
        _ type: (some ArgumentValue).Type, _ short: Character?, _ name: String?, _ valueName: String?, _ help: String,
        _ environment: String?, _ rule: String?, _ source: ValueSource, _ completion: Completion,
        _ visibility: Visibility
    ) {
        base = ArgumentDefinition(
            form: .option, name: name ?? "", short: short, help: help, valueName: valueName ?? type.placeholder ?? "",
            allowedValues: type.allowedArguments, jsonType: type.jsonType, rule: rule, environment: environment,
            source: source,
            completion: completion, visibility: visibility, fallback: .required, read: { _ in () })
    }

    func definition(
        _ fallback: ArgumentDefinition.Fallback,
        read: @escaping @Sendable ([String]) throws(ValueError) -> any Sendable
    ) -> ArgumentDefinition {
        var definition = base
        definition.fallback = fallback
        definition.read = read
        return definition
    }
}
