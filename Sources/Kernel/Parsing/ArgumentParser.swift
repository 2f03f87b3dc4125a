import Base
import OperatingSystem

/// Parses the words after a command's name by the command's declarations.
///
/// If an option is repeated, the last value counts, as scripts that append to a line expect.
///
/// Parsing only validates: the result is values, and nothing has happened yet.
package struct ArgumentParser {
    let schema: ArgumentSchema
    let environment: Environment
    /// Other commands' names, in case one was typed in the wrong place.
    let subject: String

    package init(schema: ArgumentSchema, environment: Environment, subject: String = "this command") {
        self.schema = schema
        self.environment = environment
        self.subject = subject
    }

    /// Returns the given arguments.
    func parse(_ words: [String]) throws(CommandError) -> ParsedArguments {
        var scan = Scan(words: words[...])
        try takeAll(&scan)
        var given = GivenArguments(typed: scan.occurrences, environment: environment, schema: schema)
        try given.applyRules()
        return try ParsedArguments(given)
    }

    /// Returns the arguments of an incomplete line; nil if no further word can make it valid.
    package func scan(_ words: [String]) -> Scan? {
        var scan = Scan(words: words[...])
        do { try takeAll(&scan) } catch { return scan.waiting == nil ? nil : scan }
        return scan
    }

    private func takeAll(_ scan: inout Scan) throws(CommandError) {
        while let word = scan.next() {
            try take(word, &scan)
            scan.last = word
        }
    }

    /// The unread words, and the result so far.
    package struct Scan {
        fileprivate var words: ArraySlice<String>
        /// The words given for each argument, by property path.
        package fileprivate(set) var occurrences: [String: [String]] = [:]
        /// The number of positional words.
        package fileprivate(set) var plainWords = 0
        /// Whether `--` was read.
        package fileprivate(set) var isTerminated = false
        /// The word that was read last.
        fileprivate var last: CommandLineWord?
        /// The option in the last word, if its value is still missing.
        package fileprivate(set) var waiting: ArgumentDefinition?

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
        guard let definition = schema.positional(after: scan.plainWords, isTerminated: scan.isTerminated) else {
            let isList = scan.last == .long(name: "json", value: nil) && !text.isEmpty
            let hint: Hint =
                isList
                ? "to pick fields of the result, pass --json --fields \(text.shortened)"
                : surplusHint(schema.positionals.filter { !$0.isPassedOn }.count)
            throw .usage("unexpected argument '\(text.shortened)'", hint: hint)
        }
        scan.record(definition, text)
        scan.plainWords += 1
    }

    private func surplusHint(_ count: Int) -> Hint {
        if let rest = schema.definitions.first(where: \.isPassedOn) { return "write \(rest.valueName) after --" }
        return switch count {
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

    /// Returns the word after an option.
    ///
    /// A flag of this command isn't a value: the value was forgotten.
    private func nextValue(
        for definition: ArgumentDefinition, typed: String, _ scan: inout Scan
    ) throws(CommandError) -> String {
        guard let word = scan.words.first, !isFlag(word) else {
            if scan.words.isEmpty { scan.waiting = definition }
            let rule = definition.allowedValues.isEmpty ? "" : ": \(definition.allowedValues.joined(separator: ", "))"
            let hint: Hint? =
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

    /// Flag names of other programs, with their names here.
    private static let synonyms = [
        "format": ["output"], "yes": ["yes", "force"], "assume-yes": ["yes", "force"], "force": ["force", "yes"],
        "columns": ["fields"], "no-headers": ["no-header"], "query": ["jq"], "verbose": ["verbosity"],
        "debug": ["verbosity"], "quiet": ["quiet", "verbosity"], "ttl": ["expiration"], "expires": ["expiration"],
        "filter": ["match"], "search": ["match"], "sort-by": ["sort"], "max": ["limit"], "output-file": ["to-file"],
        "out": ["to-file", "output"], "file": ["to-file"], "clipboard": ["copy"], "wide": ["output"], "csv": ["output"],
        "yaml": ["output"], "token": ["name"],
    ]

    private func suggestion(for name: String) -> Hint? {
        let names = schema.visibleNames
        let meant = Self.synonyms[name.lowercased()]?.first(where: names.contains)
        return (meant ?? Suggestion.nearest(to: name, among: names)).map { "did you mean --\($0)?" }
    }
}
