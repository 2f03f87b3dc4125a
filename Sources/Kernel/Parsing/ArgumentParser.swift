/// Reads the words after a command's name against what the command declares.
///
/// An option that is given twice is the last one, as scripts that append to a line expect.
///
/// Parsing only validates: the result is values, and nothing has happened yet.
struct ArgumentParser {
    let schema: ArgumentSchema
    let environment: Environment
    /// Other commands' names, for a person who typed one where it does not belong.
    var subject = "this command"

    /// What the words say.
    func parse(_ words: [String]) throws(CommandError) -> ParsedArguments {
        var scan = Scan(words: words[...])
        try takeAll(&scan)
        var given = GivenArguments(typed: scan.occurrences, environment: environment, schema: schema)
        try given.applyRules()
        return try ParsedArguments(given)
    }

    /// What was found in words that more are to follow; nil where no word can make them sound.
    func scan(_ words: [String]) -> Scan? {
        var scan = Scan(words: words[...])
        do { try takeAll(&scan) } catch { return scan.waiting == nil ? nil : scan }
        return scan
    }

    private func takeAll(_ scan: inout Scan) throws(CommandError) {
        while let word = scan.next() { try take(word, &scan) }
    }

    /// The words not yet read, and what was found in the others.
    struct Scan {
        fileprivate var words: ArraySlice<String>
        /// What was given to each argument, by property path.
        fileprivate(set) var occurrences: [String: [String]] = [:]
        /// How many words stand for themselves.
        fileprivate(set) var plainWords = 0
        /// Whether `--` came.
        fileprivate(set) var isTerminated = false
        /// The option that the last word is, where its value would have to follow.
        fileprivate(set) var waiting: ArgumentDefinition?

        fileprivate mutating func next() -> CommandLineWord? {
            guard let word = words.popFirst() else { return nil }
            return isTerminated ? .plain(word) : CommandLineWord(word)
        }

        fileprivate mutating func record(_ definition: ArgumentDefinition, _ word: String) {
            occurrences[definition.path.text, default: []].append(word)
        }
    }

    private func take(_ word: CommandLineWord, _ scan: inout Scan) throws(CommandError) {
        switch word {
        case .terminator: scan.isTerminated = true
        case .plain(let text): try takePositional(text, &scan)
        case .long(let name, let value): try takeLong(name, value, &scan)
        case .short(let letters): try takeShort(letters, &scan)
        }
    }

    private func takePositional(_ text: String, _ scan: inout Scan) throws(CommandError) {
        let positionals = schema.positionals
        guard let definition = positionals[safely: scan.plainWords] ?? positionals.last(where: \.isRepeatable) else {
            throw .usage("unexpected argument '\(text.shortened)'", hint: surplusHint(positionals.count))
        }
        scan.record(definition, text)
        scan.plainWords += 1
    }

    private func surplusHint(_ count: Int) -> String {
        switch count {
        case 0: "\(subject) takes no arguments, only flags"
        case 1: "\(subject) takes one argument; quote it if it has spaces"
        default: "\(subject) takes \(count) arguments; quote those that have spaces"
        }
    }

    private func takeLong(_ name: String, _ value: String?, _ scan: inout Scan) throws(CommandError) {
        guard let (definition, isInverted) = schema.named(name) else { throw unknownFlag(name) }
        if isInverted, value != nil { throw .usage("--\(name.shortened) takes no value") }
        if let value {
            scan.record(definition, value)
        } else if definition.takesValue {
            scan.record(definition, try nextValue(for: definition, typed: "--\(name)", &scan))
        } else {
            scan.record(definition, isInverted ? "false" : "true")
        }
    }

    private func takeShort(_ letters: Substring, _ scan: inout Scan) throws(CommandError) {
        var rest = letters.unicodeScalars
        while let letter = rest.first {
            guard let definition = schema.short(Character(letter)) else {
                throw unknownLetter(Substring(rest), letters)
            }
            rest.removeFirst()
            if rest.first == "=" {
                scan.record(definition, String(rest.dropFirst()))
                return
            }
            guard definition.takesValue else {
                scan.record(definition, "true")
                continue
            }
            let word = rest.isEmpty ? try nextValue(for: definition, typed: "-\(letter)", &scan) : String(rest)
            scan.record(definition, word)
            return
        }
    }

    private func unknownLetter(_ rest: Substring, _ letters: Substring) -> CommandError {
        .usage(
            "unknown flag -\(String(rest.prefix(1)).shortened)",
            hint: letters.count > 2 ? suggestion(for: String(letters)) : nil)
    }

    /// The word after an option.
    ///
    /// A flag of this command is no value: it is there because the value is not.
    private func nextValue(
        for definition: ArgumentDefinition, typed: String, _ scan: inout Scan
    ) throws(CommandError) -> String {
        guard let word = scan.words.first, !isFlag(word) else {
            if scan.words.isEmpty { scan.waiting = definition }
            let rule = definition.allowedValues.isEmpty ? "" : ": \(definition.allowedValues.joined(separator: ", "))"
            let hint =
                scan.words.isEmpty ? nil : "to give a value that begins with a dash, write --\(definition.name)=VALUE"
            throw .usage("\(typed) needs a value (\(definition.valueName)\(rule))", hint: hint)
        }
        scan.words.removeFirst()
        return word
    }

    private func isFlag(_ word: String) -> Bool {
        switch CommandLineWord(word) {
        case .terminator: true
        case .long(let name, _): schema.named(name) != nil
        case .short(let letters): schema.isBundle(letters)
        case .plain: false
        }
    }

    private func unknownFlag(_ name: String) -> CommandError {
        .usage("unknown flag --\(name.shortened)", hint: suggestion(for: name))
    }

    private func suggestion(for name: String) -> String? {
        Suggestion.nearest(to: name, among: schema.visibleNames).map { "did you mean --\($0)?" }
    }
}

extension Array {
    /// The element at an index, or nil outside the bounds.
    subscript(safely index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
