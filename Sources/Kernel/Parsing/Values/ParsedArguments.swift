import Base

/// The values of a command line, before anything outside of it was read.
package struct ParsedArguments: Sendable {
    /// The values from the line itself, the environment or the declarations, by property path.
    package fileprivate(set) var values: [String: any Sendable] = [:]
    /// The values in files or on stdin.
    package fileprivate(set) var pending: [PendingValue] = []
    /// The property paths of those that were typed.
    package fileprivate(set) var typed: Set<String> = []
    /// The warnings about deprecated arguments that were used.
    package fileprivate(set) var deprecations: [String] = []
}

extension ParsedArguments {
    /// Parses what was given, and adds defaults for the rest.
    package init(_ given: GivenArguments) throws(CommandError) {
        var missing: [ArgumentDefinition] = []
        for definition in given.schema.definitions {
            guard let words = given.words[definition.path.text] else {
                switch definition.fallback {
                case .value(let value, _): values[definition.path.text] = value
                case .required: missing.append(definition)
                }
                continue
            }
            try take(PendingValue(definition, words))
            if words.isTyped { typed.insert(definition.path.text) }
            if let replacement = definition.visibility.replacement, words.isTyped {
                deprecations.append("\(definition.displayName) is deprecated; use \(replacement)")
            }
        }
        try Self.require(missing)
        try refuseSecondReading()
    }

    /// Names everything that is missing at once, so that nobody has to try again for each.
    private static func require(_ missing: [ArgumentDefinition]) throws(CommandError) {
        guard let first = missing.first else { return }
        guard missing.count > 1 else { throw .usage("missing \(first.displayName): \(first.help)") }
        throw .usage("missing \(missing.map(\.displayName).joined(last: "and"))")
    }

    private mutating func take(_ value: PendingValue) throws(CommandError) {
        let literals = value.texts.compactMap(\.literal)
        if literals.count == value.texts.count {
            values[value.definition.path.text] = try value.read(literals)
        } else {
            pending.append(value)
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

/// A value whose text is known, or known to be somewhere else.
package struct PendingValue: Sendable {
    package let definition: ArgumentDefinition
    /// Where the text of each word is; a single one unless the argument can be repeated.
    package let texts: [ValueText]
    /// The name in messages: its argument, or the variable that it came from.
    let label: String

    /// - Throws: ``CommandError`` for a word that must not be typed.
    fileprivate init(_ definition: ArgumentDefinition, _ given: GivenWords) throws(CommandError) {
        self.definition = definition
        label = given.label(definition)
        // A variable is taken literally: nobody writes a path there.
        let mayBeFile = given.isTyped && !given.isLiteral
        let texts = given.words.map { mayBeFile ? ValueText($0, source: definition.source) : .literal($0) }
        if definition.source == .file, mayBeFile, texts.contains(where: { $0.literal != nil }) {
            throw Self.visibleSecret(definition)
        }
        self.texts = definition.isRepeatable ? texts : texts.suffix(1)
    }

    private static func visibleSecret(_ definition: ArgumentDefinition) -> CommandError {
        let option = definition.isPositional ? "" : "--\(definition.name) "
        return .usage(
            "\(definition.displayName): a value on the command line would be visible to other processes",
            hint: "pass \(option)@PATH to have it read from a file")
    }

    /// Returns the value of these words, one for each of ``texts``.
    func read(_ words: [String]) throws(CommandError) -> any Sendable {
        do {
            return try definition.read(words)
        } catch {
            // A value from a file may be long, and one that must not be typed must not be shown.
            guard definition.source != .file, texts.allSatisfy({ $0.literal != nil }) else {
                throw .usage("\(label): the value \(error.complaint)")
            }
            let nearest = Suggestion.nearest(to: error.word, among: definition.allowedValues)
            throw .usage(
                "\(label): '\(error.word.shortened)' \(error.complaint)",
                hint: error.hint ?? nearest.map { "did you mean \($0)?" })
        }
    }
}
