/// Finds which command a line of words names, with flags anywhere among them.
package struct CommandLookup {
    package enum Target {
        /// A command, and the words that are its arguments.
        case command(any Command.Type, arguments: [String])
        /// A group that no verb follows, though flags may.
        case group(flags: [String])
    }

    package private(set) var path: [String] = []
    package private(set) var target = Target.group(flags: [])
    private let registry: Registry
    private let program: String
    private var rest: ArraySlice<String>
    private var flags: [String] = []

    /// Reads as many words as name groups and a command.
    ///
    /// - Parameter program: The program's name, for lines that people can copy out of an error.
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` for a word that names nothing.
    package init(_ words: [String], in registry: Registry, program: String = "") throws(CommandError) {
        self.registry = registry
        self.program = program
        rest = words[...]
        while let word = rest.popFirst() {
            guard case .plain(let name) = CommandLineWord(word) else {
                if word == "--" {
                    throw .usage("'--' stands before the command", hint: "name the command first")
                }
                skipFlag(word)
                continue
            }
            let entries = registry.entries(below: path)
            guard let entry = entries.first(where: { $0.answers(to: name) }) else { throw unknown(name) }
            path.append(entry.name)
            if case .command(let command) = entry.content {
                target = .command(command, arguments: flags + rest)
                return
            }
        }
        target = .group(flags: flags)
    }

    /// Keeps a flag, and the word after it where that is the flag's value, for the command to come.
    private mutating func skipFlag(_ word: String) {
        flags.append(word)
        if takesNextWord(word), let value = rest.popFirst() { flags.append(value) }
    }

    private func takesNextWord(_ word: String) -> Bool {
        if let common = try? CommandReader.commonSchema, let definition = common.definition(of: word) {
            return common.takesNextWord(word, definition)
        }
        // A flag of a command further down the line; only that command knows whether a value follows.
        let opinions = registry.commands(below: path).compactMap { command in
            (try? CommandReader.schema(of: command)).flatMap { schema in
                schema.definition(of: word).map { schema.takesNextWord(word, $0) }
            }
        }
        guard opinions.contains(false), let next = rest.first else { return opinions.contains(true) }
        // They differ, so it is a value unless it leads on to the command.
        return opinions.contains(true) && !registry.entries(below: path).contains { $0.answers(to: next) }
    }

    private func unknown(_ name: String) -> CommandError {
        let following = rest.filter { !$0.hasPrefix("-") }
        let search = CommandSearch(registry: registry, program: program)
        let here = path.isEmpty ? "" : " in '\(path.joined(separator: " "))'"
        return .usage(
            "unknown command '\(name.shortened)'\(here)",
            hint: search.hint(for: [name] + following, below: path) ?? "--help lists all commands")
    }
}

extension ArgumentSchema {
    /// The option or flag that a word such as `--name`, `-n` or `-fn` ends with.
    fileprivate func definition(of word: String) -> ArgumentDefinition? {
        switch CommandLineWord(word) {
        case .long(let name, _): named(name)?.definition
        case .short(let letters): letters.first.flatMap(short)
        case .terminator, .plain: nil
        }
    }

    /// Whether the value of the option in `word` is the next word, and not attached.
    fileprivate func takesNextWord(_ word: String, _ definition: ArgumentDefinition) -> Bool {
        switch CommandLineWord(word) {
        case .long(_, let value): definition.takesValue && value == nil
        case .short(let letters):
            isBundle(letters) && letters.last.flatMap(short)?.takesValue == true
        case .terminator, .plain: false
        }
    }
}
