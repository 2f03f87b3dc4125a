/// The help of one command, read off its declarations.
struct CommandHelp {
    let command: any Command.Type
    let program: Program
    let path: [String]

    /// The words that people type to run it.
    private var line: String { ([program.name] + path).joined(separator: " ") }

    func blocks() throws -> [HelpPage.Block] {
        let configuration = command.configuration
        let schema = try CommandReader.schema(of: command)
        return [
            HelpPage.Block(heading: nil, rows: introduction(configuration)),
            HelpPage.Block(heading: "Usage", rows: [.text(usage(schema))] + schema.rules.map { rule(schema, $0) }),
            HelpPage.Block(heading: "Aliases", rows: aliases(configuration)),
            HelpPage.Block(heading: "Arguments", rows: schema.positionals.map(row)),
        ].filter { !$0.rows.isEmpty } + flags(schema) + examples(configuration) + related(configuration)
    }

    private func introduction(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        var lines = [configuration.summary]
        if !configuration.discussion.isEmpty { lines.append(configuration.discussion) }
        if let replacement = configuration.visibility.replacement {
            lines.append("Deprecated: use '\(program.name) \(replacement)'.")
        }
        return lines.map(HelpPage.Row.text)
    }

    private func rule(_ schema: ArgumentSchema, _ rule: ArgumentRule) -> HelpPage.Row {
        let sentence = schema.sentence(of: rule)
        return .text(sentence.prefix(1).uppercased() + sentence.dropFirst() + ".")
    }

    /// The related commands that this program has: they may be of a plugin that another program has.
    private func related(_ configuration: CommandConfiguration) -> [HelpPage.Block] {
        let rows = configuration.related.compactMap { line -> HelpPage.Row? in
            guard let entry = program.registry.shownEntry(at: ShellWords.split(line)) else { return nil }
            return .definition(term: "\(program.name) \(line)", meaning: entry.summary)
        }
        return rows.isEmpty ? [] : [HelpPage.Block(heading: "See also", rows: rows)]
    }

    private func usage(_ schema: ArgumentSchema) -> String {
        let required = schema.definitions.filter { $0.isRequired && !$0.isPositional }
        let options = required.map { "--\($0.name) \($0.valueName)" }
        let positionals = schema.positionals.map { definition in
            let name = definition.valueName + (definition.isRepeatable ? "…" : "")
            return definition.isRequired ? name : "[\(name)]"
        }
        return ([line] + positionals + options + ["[FLAGS]"]).joined(separator: " ")
    }

    private func aliases(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        configuration.aliases.isEmpty ? [] : [.text(configuration.aliases.joined(separator: ", "))]
    }

    private func flags(_ schema: ArgumentSchema) -> [HelpPage.Block] {
        schema.sections.compactMap { section in
            let shown = section.definitions.filter { !$0.isPositional && $0.isShown }
            guard !shown.isEmpty else { return nil }
            return HelpPage.Block(heading: section.title ?? "Flags", rows: shown.map(row))
        }
    }

    private func examples(_ configuration: CommandConfiguration) -> [HelpPage.Block] {
        guard !configuration.examples.isEmpty else { return [] }
        let mount = line.split(separator: " ").dropLast().joined(separator: " ")
        let rows = configuration.examples.flatMap { example in
            [HelpPage.Row.text("# \(example.purpose)"), .text("\(mount) \(example.commandLine)")]
        }
        return [HelpPage.Block(heading: "Examples", rows: rows)]
    }

    private func row(_ definition: ArgumentDefinition) -> HelpPage.Row {
        .definition(term: term(definition), meaning: meaning(definition))
    }

    private func term(_ definition: ArgumentDefinition) -> String {
        if definition.isPositional { return definition.valueName }
        let short = definition.short.map { "-\($0), " } ?? "    "
        let inverted = definition.form == .flag(isInvertible: true) ? "[no-]" : ""
        let value = definition.takesValue ? " \(definition.valueName)" : ""
        return "\(short)--\(inverted)\(definition.name)\(value)"
    }

    private func meaning(_ definition: ArgumentDefinition) -> String {
        var remarks: [String] = []
        if !definition.allowedValues.isEmpty { remarks.append(definition.allowedValues.joined(separator: ", ")) }
        if let rule = definition.rule { remarks.append(rule) }
        if let standard = definition.defaultText { remarks.append("default: \(standard)") }
        if let variable = definition.environment { remarks.append("$\(variable)") }
        switch definition.source {
        case .word: break
        case .wordOrFile: remarks.append("or @PATH, or - for stdin")
        case .file: remarks.append("as @PATH, or - for stdin")
        }
        if definition.isRepeatable { remarks.append("may be repeated") }
        return remarks.isEmpty ? definition.help : "\(definition.help) (\(remarks.joined(separator: "; ")))"
    }
}
