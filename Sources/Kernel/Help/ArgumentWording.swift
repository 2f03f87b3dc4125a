extension ArgumentSchema {
    /// How a command is typed: `astro garden water [PLANT] [FLAGS]`.
    package func usage(of line: String) -> String {
        let required = definitions.filter { $0.isRequired && !$0.isPositional }
        let options = required.map { "--\($0.name) \($0.valueName)" }
        let positionals = positionals.map { definition in
            let name = definition.valueName + (definition.isRepeatable ? "…" : "")
            return definition.isRequired ? name : "[\(name)]"
        }
        return ([line] + positionals + options + ["[FLAGS]"]).joined(separator: " ")
    }

    /// The options and flags that people are told of, under their headings.
    package var shownSections: [Section] {
        sections.map { section in
            Section(title: section.title, definitions: section.definitions.filter { !$0.isPositional && $0.isShown })
        }.filter { !$0.definitions.isEmpty }
    }

    /// The rules between the arguments, a sentence each.
    package var ruleSentences: [String] {
        rules.map { rule in
            let sentence = sentence(of: rule)
            return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
        }
    }
}

extension ArgumentDefinition {
    /// How it is typed: `-n, --name NAME`, or `NAME`.
    package var term: String {
        if isPositional { return valueName }
        let inverted = form == .flag(isInvertible: true) ? "[no-]" : ""
        return (short.map { "-\($0), " } ?? "") + "--\(inverted)\(name)\(takesValue ? " \(valueName)" : "")"
    }

    /// The same with room for a short name, so that long names stand below each other.
    var paddedTerm: String { isPositional || short != nil ? term : "    " + term }

    /// What it is for, with everything else that there is to know of it.
    package var meaning: String {
        remarks.isEmpty ? help : "\(help) (\(remarks.joined(separator: "; ")))"
    }

    private var remarks: [String] {
        var remarks: [String] = []
        if !allowedValues.isEmpty { remarks.append(allowedValues.joined(separator: ", ")) }
        if let rule { remarks.append(rule) }
        if let defaultText { remarks.append("default: \(defaultText)") }
        if let environment { remarks.append("$\(environment)") }
        switch source {
        case .word: break
        case .wordOrFile: remarks.append("or @PATH, or - for stdin")
        case .file: remarks.append("as @PATH, or - for stdin")
        }
        if isRepeatable { remarks.append("may be repeated") }
        return remarks
    }
}
