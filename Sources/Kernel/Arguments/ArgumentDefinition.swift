/// One argument, option or flag as its property declares it, without its type.
package struct ArgumentDefinition: Sendable {
    /// How a value stands on the command line.
    package enum Form: Sendable, Equatable {
        /// By its place among the words.
        case positional
        /// After its name.
        case option
        /// By its name alone; `isInvertible` adds `--no-<name>`.
        case flag(isInvertible: Bool)
    }

    /// How a value is found when the command line does not give it.
    package enum Fallback: Sendable {
        case required
        case value(any Sendable, text: String?)
    }

    /// The property's name, below those of the groups that hold it.
    package var path = ArgumentPath([])
    package var form: Form
    /// The long name without dashes; for a positional, its placeholder.
    package var name: String
    package var short: Character?
    package var help: String
    /// The value's placeholder in help.
    package var valueName: String
    package var allowedValues: [String] = []
    /// The type of one value in JSON.
    package var jsonType = "string"
    /// The rule that a value must keep, in words.
    package var rule: String?
    /// The environment variable that stands in for the option.
    package var environment: String?
    package var isRepeatable = false
    package var source = ValueSource.word
    package var completion = Completion.none
    package var visibility = Visibility.shown
    package var fallback: Fallback
    /// Reads the words given, in order; the result is a value of the property's type.
    package var read: @Sendable ([String]) throws(ValueError) -> any Sendable

    package var takesValue: Bool {
        if case .flag = form { false } else { true }
    }

    package var isRequired: Bool {
        if case .required = fallback { true } else { false }
    }

    package var isPositional: Bool { form == .positional }

    package var isShown: Bool { visibility == .shown }

    /// The default as help shows it, where it is worth showing.
    package var defaultText: String? {
        if case .value(_, let text) = fallback { text } else { nil }
    }

    /// How messages name it: `--name` or `TOKEN_ID`.
    package var displayName: String { isPositional ? valueName : "--\(name)" }
}

/// Where a property stands: its name below those of the groups that hold it, as in `token.id`.
package struct ArgumentPath: Sendable, Hashable {
    package let text: String
    /// The property's own name.
    package let property: String

    package init(_ keys: [any CodingKey]) {
        text = keys.map(\.stringValue).joined(separator: ".")
        property = keys.last?.stringValue ?? ""
    }
}

/// What is wrong with a word that was given for a value, as the end of a sentence about it.
package struct ValueError: Error, Sendable, Equatable {
    package let word: String
    package let complaint: String
}

/// Helpers that turn typed readers into untyped ones.
enum ValueReader {
    /// Reads the last word given: repeating an option overrides it.
    static func single<Value: ArgumentValue>(
        _ validator: Validator<Value>?
    ) -> @Sendable ([String]) throws(ValueError) -> Value {
        { (words) throws(ValueError) in try one(words.last ?? "", validator) }
    }

    /// Reads every word.
    static func list<Value: ArgumentValue>(
        _ validator: Validator<Value>?
    ) -> @Sendable ([String]) throws(ValueError) -> [Value] {
        { (words) throws(ValueError) in
            var values: [Value] = []
            for word in words { values.append(try one(word, validator)) }
            return values
        }
    }

    private static func one<Value: ArgumentValue>(
        _ word: String, _ validator: Validator<Value>?
    ) throws(ValueError) -> Value {
        guard let value = Value(argument: word) else {
            throw ValueError(word: word, complaint: "is not \(Value.argumentDescription)")
        }
        if let complaint = validator?.complaint(value) { throw ValueError(word: word, complaint: complaint) }
        return value
    }
}
