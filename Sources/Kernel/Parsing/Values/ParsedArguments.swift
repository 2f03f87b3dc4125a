/// What a line of words says, before anything outside of it was read.
package struct ParsedArguments: Sendable {
    /// The values that stand in the line itself, in the environment or in the declaration, by property path.
    package fileprivate(set) var values: [String: any Sendable] = [:]
    /// The values that stand in files or on stdin.
    package fileprivate(set) var pending: [PendingValue] = []
    /// What was used that people should no longer use, in words.
    package fileprivate(set) var deprecations: [String] = []
}

extension ParsedArguments {
    /// Reads what was given; what is left out has its default.
    init(_ given: GivenArguments) throws(CommandError) {
        for definition in given.schema.definitions {
            guard let words = given.words[definition.path.text] else {
                values[definition.path.text] = try Self.fallback(of: definition)
                continue
            }
            try take(PendingValue(definition, words))
            if let replacement = definition.visibility.replacement, words.isTyped {
                deprecations.append("\(definition.displayName) is deprecated; use \(replacement)")
            }
        }
        try refuseSecondReading()
    }

    private mutating func take(_ value: PendingValue) throws(CommandError) {
        let literals = value.texts.compactMap(\.literal)
        if literals.count == value.texts.count {
            values[value.definition.path.text] = try value.read(literals)
        } else {
            pending.append(value)
        }
    }

    private static func fallback(of definition: ArgumentDefinition) throws(CommandError) -> any Sendable {
        switch definition.fallback {
        case .value(let value, _): return value
        case .required: throw .usage("\(definition.displayName) is missing: \(definition.help)")
        }
    }

    /// Stdin can be read to its end only once.
    private func refuseSecondReading() throws(CommandError) {
        let readers = pending.flatMap { value in
            value.texts.filter { $0 == .stdin }.map { _ in value.definition.displayName }
        }
        guard readers.count > 1, let first = readers.first else { return }
        let names = Set(readers).count == 1 ? "\(first) asks for it twice" : "\(readers.joined(last: "and")) ask for it"
        throw .usage("stdin holds one value, but \(names)", hint: "pass @PATH for all but one")
    }
}

/// A value whose text is known or known to stand somewhere else.
package struct PendingValue: Sendable {
    package let definition: ArgumentDefinition
    /// Where the text of each word stands; one alone unless the argument may be repeated.
    package let texts: [ValueText]
    /// How messages name it: by its argument, or by the variable that it stands in.
    let label: String

    /// - Throws: ``CommandError`` for a word that must not be typed.
    fileprivate init(_ definition: ArgumentDefinition, _ given: GivenWords) throws(CommandError) {
        self.definition = definition
        label = given.label(definition)
        // A variable says what it says: it is no place where a person would write a path.
        let texts = given.words.map { given.isTyped ? ValueText($0, source: definition.source) : .literal($0) }
        if definition.source == .file, given.isTyped, texts.contains(where: { $0.literal != nil }) {
            throw Self.visibleSecret(definition)
        }
        self.texts = definition.isRepeatable ? texts : texts.suffix(1)
    }

    private static func visibleSecret(_ definition: ArgumentDefinition) -> CommandError {
        let option = definition.isPositional ? "" : "--\(definition.name) "
        let variable = definition.environment.map { ", or set \($0)" } ?? ""
        return .usage(
            "\(definition.displayName): a value on the command line would be visible to other processes",
            hint: "pass \(option)@PATH, or \(option)- for stdin\(variable)")
    }

    /// The value that these words make, one for each of ``texts``.
    func read(_ words: [String]) throws(CommandError) -> any Sendable {
        do {
            return try definition.read(words)
        } catch {
            // What stands in a file may be long, and what must not be typed must not be shown.
            guard definition.source != .file, texts.allSatisfy({ $0.literal != nil }) else {
                throw .usage("\(label): the value \(error.complaint)")
            }
            let nearest = Suggestion.nearest(to: error.word, among: definition.allowedValues)
            throw .usage(
                "\(label): '\(error.word.shortened)' \(error.complaint)", hint: nearest.map { "did you mean \($0)?" })
        }
    }
}
