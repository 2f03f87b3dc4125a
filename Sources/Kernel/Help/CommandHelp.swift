/// The help of one command, read off its declarations.
struct CommandHelp {
    let command: any Command.Type
    /// The words that people type to run it.
    let line: String

    func blocks() throws -> [HelpPage.Block] {
        let configuration = command.configuration
        let schema = try CommandReader.schema(of: command)
        let discussion = configuration.discussion.isEmpty ? [] : [HelpPage.Row.text(configuration.discussion)]
        return [
            HelpPage.Block(heading: nil, rows: [.text(configuration.summary)] + discussion),
            HelpPage.Block(heading: "Usage", rows: [.text(usage(schema))]),
            HelpPage.Block(heading: "Aliases", rows: aliases(configuration)),
            HelpPage.Block(heading: "Arguments", rows: schema.positionals.map(row)),
        ].filter { !$0.rows.isEmpty } + flags(schema) + examples(configuration)
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
        if definition.isRepeatable { remarks.append("may be repeated") }
        return remarks.isEmpty ? definition.help : "\(definition.help) (\(remarks.joined(separator: "; ")))"
    }
}
