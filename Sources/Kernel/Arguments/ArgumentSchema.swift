/// Everything that a command line may hold after a command's name.
package struct ArgumentSchema: Sendable {
    /// Arguments under one heading of help.
    package struct Section: Sendable {
        package let title: String?
        package var definitions: [ArgumentDefinition]
    }

    /// The arguments, in the order of declaration.
    package private(set) var definitions: [ArgumentDefinition] = []
    /// The rules between them.
    package private(set) var rules: [ArgumentRule] = []
    /// The headings of ``definitions``, one each.
    private var titles: [String?] = []

    package var positionals: [ArgumentDefinition] { definitions.filter(\.isPositional) }

    /// Reads the declarations off a command's properties.
    package init<Declared: Command>(of declared: Declared) throws {
        try add(declared, title: nil, rules: Declared.rules)
    }

    /// Reads the declarations off a group's properties.
    package init<Group: ArgumentGroup>(of group: Group) throws { try add(group) }

    /// Adds the declarations of a group, under its heading.
    mutating func add<Group: ArgumentGroup>(_ group: Group) throws {
        try add(group, title: Group.title, rules: Group.rules)
    }

    private mutating func add(_ declared: some Encodable, title: String?, rules: [ArgumentRule]) throws {
        let collector = DeclarationCollector(title: title)
        try declared.encode(to: collector)
        for (definition, title) in collector.declarations.found {
            definitions.append(definition)
            titles.append(title)
        }
        self.rules += rules + collector.declarations.rules
    }

    /// The arguments under their headings: those without one first, common flags last.
    package var sections: [Section] {
        var sections = [Section(title: nil, definitions: [])]
        for (definition, title) in zip(definitions, titles) {
            if let index = sections.firstIndex(where: { $0.title == title }) {
                sections[index].definitions.append(definition)
            } else {
                sections.append(Section(title: title, definitions: [definition]))
            }
        }
        return sections.filter { !$0.definitions.isEmpty }
    }

    /// The argument of a property, as rules name it.
    package func definition(at path: String) -> ArgumentDefinition? { definitions.first { $0.path.text == path } }

    /// What a rule asks for, as people read it in help and in hints.
    package func sentence(of rule: ArgumentRule) -> String {
        rule.sentence(of: rule.paths.compactMap { definition(at: $0)?.displayName })
    }

    /// The option or flag of a long name, and whether the name is the inverted one (`no-x`).
    package func named(_ name: String) -> (definition: ArgumentDefinition, isInverted: Bool)? {
        for definition in definitions where !definition.isPositional {
            if definition.name == name { return (definition, false) }
            if definition.form == .flag(isInvertible: true), "no-" + definition.name == name {
                return (definition, true)
            }
        }
        return nil
    }

    /// The option or flag of a short name.
    package func short(_ name: Character) -> ArgumentDefinition? {
        definitions.first { $0.short == name }
    }

    /// Whether letters are flags one and all, but for the last, which may be an option that waits for its value.
    package func isBundle(_ letters: Substring) -> Bool {
        var rest = letters.unicodeScalars
        while let letter = rest.popFirst() {
            guard let definition = short(Character(letter)), !definition.takesValue || rest.isEmpty else {
                return false
            }
        }
        return true
    }

    /// The long names that people are told of, inverted ones too.
    package var visibleNames: [String] {
        definitions.filter { !$0.isPositional && $0.isShown }.flatMap { definition in
            definition.form == .flag(isInvertible: true)
                ? [definition.name, "no-\(definition.name)"] : [definition.name]
        }
    }
}
