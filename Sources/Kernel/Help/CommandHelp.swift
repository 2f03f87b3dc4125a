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
            HelpPage.Block(
                heading: "Usage", rows: [.text(schema.usage(of: line))] + schema.ruleSentences.map(HelpPage.Row.text)),
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

    /// The related commands that this program has: they may be of a plugin that another program has.
    private func related(_ configuration: CommandConfiguration) -> [HelpPage.Block] {
        let rows = configuration.related.compactMap { line -> HelpPage.Row? in
            guard let entry = program.registry.shownEntry(at: ShellWords.split(line)) else { return nil }
            return .definition(term: "\(program.name) \(line)", meaning: entry.summary)
        }
        return rows.isEmpty ? [] : [HelpPage.Block(heading: "See also", rows: rows)]
    }

    private func aliases(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        configuration.aliases.isEmpty ? [] : [.text(configuration.aliases.joined(separator: ", "))]
    }

    private func flags(_ schema: ArgumentSchema) -> [HelpPage.Block] {
        schema.shownSections.map { section in
            HelpPage.Block(heading: section.title ?? "Flags", rows: section.definitions.map(row))
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
        .definition(term: definition.paddedTerm, meaning: definition.meaning)
    }
}
