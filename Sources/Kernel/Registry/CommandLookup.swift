import Base

/// The command that the words of a line name, with flags anywhere among them.
package struct CommandLookup {
    package enum Target {
        /// A command, and its arguments.
        case command(any Command.Type, arguments: [String])
        /// A group without a command after it, though flags may follow.
        case group(flags: [String])
    }

    package private(set) var path: [String] = []
    package private(set) var target = Target.group(flags: [])
    /// The arguments that a command here has besides its own.
    package private(set) var common: CommonArguments
    /// The deprecated groups and command that were named, and what to use instead.
    private(set) var deprecations: [(path: [String], replacement: String)] = []
    /// The plugin that the command belongs to.
    private(set) var plugin: (any Plugin.Type)?
    private let registry: Registry
    private var rest: ArraySlice<String>
    private var flags: [String] = []

    /// Reads words as long as they name groups and a command.
    ///
    /// - Throws: ``UnknownCommand`` for a word that names nothing.
    package init(_ words: [String], in registry: Registry) throws {
        self.registry = registry
        common = registry.common
        rest = words[...]
        while let word = rest.popFirst() {
            guard case .plain(let name) = CommandLineWord(word) else {
                if word == "--" {
                    throw CommandError.usage("'--' comes before the command", hint: "name the command first")
                }
                skipFlag(word)
                continue
            }
            guard let entry = registry.entry(answeringTo: name, below: path) else {
                if takeDefault(with: [name] + rest) { return }
                throw UnknownCommand(name, before: rest, below: path, in: registry)
            }
            path.append(entry.name)
            common = common.inheriting(entry.options)
            if let replacement = entry.visibility.replacement { deprecations.append((path, replacement)) }
            if case .command(let command) = entry.content {
                plugin = entry.plugin
                let isVerbatim = command.configuration.takesWordsVerbatim
                target = .command(command, arguments: flags + (isVerbatim ? ["--"] : []) + rest)
                return
            }
        }
        target = .group(flags: flags)
        takeVersionFlag()
    }

    /// The word right after a command, as that of a command below it which another program may have; nil for a flag.
    package var further: UnknownCommand? {
        guard case .command = target, let word = rest.first, case .plain = CommandLineWord(word) else { return nil }
        return UnknownCommand(word, before: rest.dropFirst(), below: path, in: registry)
    }

    /// Returns the default command of a group that was named without one; the same if there is none.
    package var withDefault: CommandLookup {
        guard case .group = target else { return self }
        var lookup = self
        return lookup.takeDefault(with: []) ? lookup : self
    }

    /// Runs the default command of the group so far, if it takes these words, and returns whether it does.
    private mutating func takeDefault(with words: [String]) -> Bool {
        guard let entry = registry.defaultEntry(below: path), case .command(let command) = entry.content,
            words.isEmpty || (try? common.schema(of: command).positionals.isEmpty) == false
        else { return false }
        path.append(entry.name)
        plugin = entry.plugin
        target = .command(command, arguments: flags + words)
        return true
    }

    /// Treats `--version` instead of a command as the command of that name, because scripts use both.
    private mutating func takeVersionFlag() {
        guard path.isEmpty, let index = flags.firstIndex(where: ["--version", "-V", "-v"].contains) else { return }
        var others = flags
        others.remove(at: index)
        guard let version = try? CommandLookup(["version"] + others, in: registry) else { return }
        self = version
    }

    /// Keeps a flag, and the word after it if that is the flag's value, for the command to come.
    private mutating func skipFlag(_ word: String) {
        flags.append(word)
        if takesNextWord(word), let value = rest.popFirst() { flags.append(value) }
    }

    private func takesNextWord(_ word: String) -> Bool {
        if let common = try? common.schema, let definition = common.definition(of: word) {
            return common.takesNextWord(word, definition)
        }
        // A flag of a command further down the line; only that command knows whether a value follows.
        let groups = try? CommonArguments.inheritedSchema(of: registry.options(below: path))
        let commands = registry.commands(below: path).map { try? registry.common.schema(of: $0) }
        let opinions = (commands + [groups]).compactMap { schema in
            schema.flatMap { schema in schema.definition(of: word).map { schema.takesNextWord(word, $0) } }
        }
        guard opinions.contains(false), let next = rest.first else { return opinions.contains(true) }
        // They differ, so it is a value unless it leads to the command.
        return opinions.contains(true) && registry.entry(answeringTo: next, below: path) == nil
    }
}

extension ArgumentSchema {
    /// Returns the option or flag at the end of a word such as `--name`, `-n` or `-fn`.
    fileprivate func definition(of word: String) -> ArgumentDefinition? {
        switch CommandLineWord(word) {
        case .long(let name, _): named(name)?.definition
        case .short(let letters): letters.first.flatMap(short)
        case .terminator, .plain: nil
        }
    }

    /// Returns whether the value of the option in `word` is the next word rather than attached.
    fileprivate func takesNextWord(_ word: String, _ definition: ArgumentDefinition) -> Bool {
        switch CommandLineWord(word) {
        case .long(_, let value): definition.takesValue && value == nil
        case .short(let letters):
            isBundle(letters) && letters.last.flatMap(short)?.takesValue == true
        case .terminator, .plain: false
        }
    }
}
