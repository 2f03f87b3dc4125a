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
    package init(of declared: Any) {
        collect(declared, path: [], title: nil)
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

    /// The long names that can be typed.
    package var visibleNames: [String] {
        definitions.filter { !$0.isPositional && !$0.isHidden }.map(\.name)
    }

    private mutating func collect(_ declared: Any, path: [String], title: String?) {
        for child in Mirror(reflecting: declared).children {
            guard let label = child.label, label.hasPrefix("_") else { continue }
            let property = path + [String(label.dropFirst())]
            if let argument = child.value as? any ArgumentProperty, let definition = argument.definition {
                append(definition.completed(at: property), title: title)
            } else if let included = child.value as? any ArgumentGroupProperty {
                collect(included.group, path: property, title: type(of: included.group).title ?? title)
            }
        }
    }

    private mutating func append(_ definition: ArgumentDefinition, title: String?) {
        if let index = sections.firstIndex(where: { $0.title == title }) {
            sections[index].definitions.append(definition)
        } else {
            sections.append(Section(title: title, definitions: [definition]))
        }
    }
}

extension ArgumentDefinition {
    /// This declaration with what its property's place and name add.
    fileprivate func completed(at path: [String]) -> ArgumentDefinition {
        var definition = self
        definition.path = path
        if name.isEmpty { definition.name = PropertyName.dashed(path.last ?? "") }
        if valueName.isEmpty, takesValue { definition.valueName = PropertyName.placeholder(definition.name) }
        return definition
    }
}

/// Turns property names into the names people type.
enum PropertyName {
    /// `deploymentID` becomes `deployment-id`.
    static func dashed(_ name: String) -> String {
        var result = ""
        var previousWasLower = false
        for character in name {
            if character.isUppercase, previousWasLower { result.append("-") }
            result += character.lowercased()
            previousWasLower = !character.isUppercase
        }
        return result
    }

    /// `deployment-id` becomes `DEPLOYMENT_ID`.
    static func placeholder(_ name: String) -> String {
        String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}
