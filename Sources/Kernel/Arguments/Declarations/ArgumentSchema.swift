import Base

/// All arguments, options and flags of a command.
package struct ArgumentSchema: Sendable {
    /// The arguments under one heading of help.
    package struct Section: Sendable {
        package let title: String?
        package var definitions: [ArgumentDefinition]
    }

    /// The arguments, in the order of declaration.
    package private(set) var definitions: [ArgumentDefinition] = []
    /// The rules between them.
    package private(set) var rules: [ArgumentRule] = []
    /// The groups of options that the command reads from its mounts.
    package private(set) var readsInherited: [any ArgumentGroup.Type] = []

    package var positionals: [ArgumentDefinition] { definitions.filter(\.isPositional) }

    /// A schema without arguments.
    init() {}

    /// Reads the declarations from a group's properties.
    package init<Group: ArgumentGroup>(of group: Group) throws { try add(group) }

    /// Adds the declarations of a group, under its heading.
    mutating func add<Group: ArgumentGroup>(_ group: Group) throws {
        try add(group, title: Group.title, rules: Group.rules)
    }

    /// Gives the program's own environment variables their full names.
    mutating func nameVariables(withPrefix prefix: String) {
        for index in definitions.indices where definitions[index].environment?.isOwn == true {
            definitions[index].environment = definitions[index].environment?.named(withPrefix: prefix)
        }
    }

    /// Adds the declarations of a group whose names aren't taken yet.
    mutating func addMissing<Group: ArgumentGroup>(_ group: Group) throws {
        let names = Set(definitions.map(\.name))
        definitions += try ArgumentSchema(of: group).definitions.filter { !names.contains($0.name) }
    }

    /// Adds the declarations of any type with argument properties, under a heading.
    mutating func add(_ declared: some Encodable, title: String?, rules: [ArgumentRule]) throws {
        let collector = DeclarationCollector(title: title)
        try declared.encode(to: collector)
        self.rules += rules
        adopt(collector.declarations)
    }

    /// Adds the options that a mount declares, which have paths of their own.
    mutating func add<Group: ArgumentGroup>(inherited group: Group.Type) throws {
        let collector = DeclarationCollector()
        try DeclarationCollector.add(Group(), to: collector.below(TextKey(inherited: group)))
        adopt(collector.declarations)
    }

    private mutating func adopt(_ declarations: DeclarationCollector.Declarations) {
        definitions += declarations.found
        rules += declarations.rules
        readsInherited += declarations.inherited
    }

    /// The arguments under their headings: those without a heading first, common flags last.
    package var sections: [Section] {
        var sections = [Section(title: nil, definitions: [])]
        for definition in definitions {
            if let index = sections.firstIndex(where: { $0.title == definition.title }) {
                sections[index].definitions.append(definition)
            } else {
                sections.append(Section(title: definition.title, definitions: [definition]))
            }
        }
        return sections.filter { !$0.definitions.isEmpty }
    }

    /// Returns the argument of a property, as rules name it.
    package func definition(at path: String) -> ArgumentDefinition? { definitions.first { $0.path.text == path } }

    /// Returns a rule as people read it in help and in hints.
    package func sentence(of rule: ArgumentRule) -> String {
        rule.sentence(of: rule.paths.compactMap { definition(at: $0)?.displayName })
    }

    /// Returns the positional that takes the next word.
    ///
    /// - Parameters:
    ///   - count: The number of positional words before it.
    ///   - isTerminated: Whether `--` came before it.
    package func positional(after count: Int, isTerminated: Bool) -> ArgumentDefinition? {
        if isTerminated, let rest = definitions.first(where: \.isPassedOn) { return rest }
        let ordered = definitions.filter { $0.isPositional && !$0.isPassedOn }
        return ordered[safely: count] ?? ordered.last(where: \.isRepeatable)
    }

    /// Returns the option or flag with a long name, and whether the name is the inverted one (`no-x`).
    package func named(_ name: String) -> (definition: ArgumentDefinition, isInverted: Bool)? {
        for definition in definitions where !definition.isPositional {
            if definition.answers(to: name) { return (definition, false) }
            if definition.form == .flag(isInvertible: true), "no-" + definition.name == name {
                return (definition, true)
            }
        }
        return nil
    }

    /// Returns the option or flag with a short name.
    package func short(_ name: Character) -> ArgumentDefinition? {
        definitions.first { $0.answers(to: name) }
    }

    /// Returns whether all letters are flags, except that the last may be an option without its value.
    package func isBundle(_ letters: Substring) -> Bool {
        var rest = letters.unicodeScalars
        while let letter = rest.popFirst() {
            guard let definition = short(Character(letter)), !definition.takesValue || rest.isEmpty else {
                return false
            }
        }
        return true
    }

    /// The long names that are shown, including inverted ones.
    package var visibleNames: [String] {
        definitions.filter { !$0.isPositional && $0.isShown }.flatMap { definition in
            definition.form == .flag(isInvertible: true)
                ? [definition.name, "no-\(definition.name)"] : [definition.name]
        }
    }
}
