/// Everything that a command line may hold after a command's name.
package struct ArgumentSchema: Sendable {
    /// Arguments under one heading of help.
    package struct Section: Sendable {
        package let title: String?
        package var definitions: [ArgumentDefinition]
    }

    package private(set) var sections: [Section] = []

    package var definitions: [ArgumentDefinition] { sections.flatMap(\.definitions) }
    package var positionals: [ArgumentDefinition] { definitions.filter(\.isPositional) }

    /// Reads the declarations off a value's properties.
    package init(of declared: some Encodable) throws {
        try add(declared, title: nil)
    }

    /// Adds the declarations of another value, under a heading unless its groups have their own.
    mutating func add(_ declared: some Encodable, title: String?) throws {
        let collector = DeclarationCollector(title: title)
        try declared.encode(to: collector)
        for (definition, title) in collector.declarations.found { append(definition, title: title) }
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
        let definitions = letters.map(short)
        return definitions.allSatisfy { $0 != nil } && definitions.dropLast().allSatisfy { $0?.takesValue == false }
    }

    /// The long names that can be typed.
    package var visibleNames: [String] {
        definitions.filter { !$0.isPositional && $0.isShown }.map(\.name)
    }

    private mutating func append(_ definition: ArgumentDefinition, title: String?) {
        if let index = sections.firstIndex(where: { $0.title == title }) {
            sections[index].definitions.append(definition)
        } else {
            sections.append(Section(title: title, definitions: [definition]))
        }
    }
}
