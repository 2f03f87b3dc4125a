package import Base

/// The declaration of one argument, option or flag, without its type.
package struct ArgumentDefinition: Sendable {
    /// How a value is given on the command line.
    package enum Form: Sendable, Equatable {
        /// By position.
        case positional
        /// After its name.
        case option
        /// By its name alone; `isInvertible` adds `--no-<name>`.
        case flag(isInvertible: Bool)
    }

    /// The fallback if the command line doesn't give a value.
    package enum Default: Sendable {
        case required
        /// A value, and the words that would give it; none if it isn't worth showing. Only help and checks list them.
        case value(any Sendable, words: @Sendable () -> [String])
    }

    /// The property's name, below those of the groups that contain it.
    package var path = ArgumentPath([])
    package var form: Form
    /// The long name without dashes; for a positional, its placeholder.
    package var name: String
    package var short: Character?
    /// More names that work but are never shown: long ones without dashes, and single letters.
    package var aliases: [String] = []
    package var help: String
    /// The value's placeholder in help.
    package var valueName: String
    /// Whether the placeholder is the property's name.
    var isNamedByProperty = false
    /// Every allowed word, if there are few; only help and errors list them.
    package var allowedValues: [String] { listAllowedValues() }
    package var listAllowedValues: @Sendable () -> [String] = { [] }
    /// The type of one value in JSON.
    package var jsonType = "string"
    /// The constraint on a value.
    package var constraint: ValueConstraint?
    /// The environment variable that can set it.
    package var environment: Variable?
    package var isRepeatable = false
    /// Whether it takes all words after `--`, and no others.
    package var isPassedOn = false
    package var source = ValueSource.word
    package var completion = Completion.none
    package var visibility = Visibility.shown
    /// The heading that help shows it under, if any.
    var title: String?
    /// The purpose of the group that contains it.
    package var purpose = ArgumentPurpose.input
    package var fallback: Default
    /// Converts the given words, in order, to a value of the property's type.
    package var read: @Sendable ([String]) throws(ValueError) -> any Sendable

    /// The rule for a value, in words.
    package var rule: String? { constraint?.rule }

    package var takesValue: Bool {
        if case .flag = form { false } else { true }
    }

    package var isRequired: Bool {
        if case .required = fallback { true } else { false }
    }

    package var isPositional: Bool { form == .positional }

    package var isShown: Bool { visibility == .shown }

    /// The default as help shows it, if it is worth showing.
    package var defaultText: String? {
        let words = defaultWords
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// The words that would give the default.
    package var defaultWords: [String] {
        if case .value(_, let words) = fallback { words() } else { [] }
    }

    /// Returns whether a long name is one of its own, shown or not.
    func answers(to name: String) -> Bool { name == self.name || aliases.contains(name) && name.utf8.count > 1 }

    /// Returns whether a letter is one of its own, shown or not.
    func answers(to letter: Character) -> Bool {
        letter == short || !aliases.isEmpty && aliases.contains(String(letter))
    }

    /// The name in messages: `--name` or `TOKEN_ID`.
    package var displayName: String { isPositional ? valueName : "--\(name)" }
}

/// The path of a property: its name below those of the groups that contain it, as in `token.id`.
package struct ArgumentPath: Sendable, Hashable {
    package let text: String
    /// The property's own name.
    package let property: String

    package init(_ keys: [any CodingKey]) {
        text = keys.map(\.stringValue).joined(separator: ".")
        property = keys.last?.stringValue ?? ""
    }
}

/// Whether help and documentation show a command, an option or a flag.
public enum Visibility: Sendable, Equatable {
    /// Shown in help, completion and documentation.
    case shown
    /// Works, but isn't shown.
    case hidden
    /// Works but isn't shown; using it prints a hint about the replacement, such as `--name` or `plant list`.
    case deprecated(replacement: String)

    /// What to use instead, if it is deprecated.
    package var replacement: String? {
        if case .deprecated(let replacement) = self { replacement } else { nil }
    }
}
