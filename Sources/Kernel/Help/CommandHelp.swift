import Base

/// The help of one command, from its declarations.
struct CommandHelp {
    let command: any Command.Type
    let program: Program
    let path: [String]
    let detail: HelpPage.Detail

    /// The words that people type to run it.
    private var line: String { ([program.name] + path).joined(separator: " ") }

    func blocks() throws -> [HelpPage.Block] {
        let configuration = command.configuration
        let schema = try program.registry.common(at: path).schema(of: command)
        let arguments = HelpPage.Block(heading: "Arguments", rows: schema.positionals.map { Self.row($0, detail) })
        let own = schema.shownSections.filter { detail == .whole || $0.title != CommonOptions.title }
        return [
            HelpPage.Block(heading: nil, rows: introduction(configuration)),
            HelpPage.Block(heading: "Usage", rows: usage(schema)),
            HelpPage.Block(heading: "Aliases", rows: aliases(configuration)),
            HelpPage.Block(heading: "Examples", rows: examples(configuration)),
            arguments,
        ].filter { !$0.rows.isEmpty } + flags(own)
            + [exitCodes(configuration), try closing(configuration)].filter { !$0.rows.isEmpty }
    }

    /// More flags than these don't fit a screen: those under a heading of their own are only named then.
    private static let mostFlags = 18

    private func flags(_ sections: [ArgumentSchema.Section]) -> [HelpPage.Block] {
        let isLong = detail == .brief && sections.reduce(0) { $0 + $1.definitions.count } > Self.mostFlags
        let named = isLong ? sections.filter { $0.title != nil } : []
        let names = named.map { section in
            HelpPage.Row.names(
                before: "\(section.title ?? ""): ", names: section.definitions.map { "--\($0.name)" }, after: "")
        }
        return Self.flags(isLong ? sections.filter { $0.title == nil } : sections, detail)
            + (names.isEmpty ? [] : [HelpPage.Block(heading: nil, rows: names)])
    }

    private func usage(_ schema: ArgumentSchema) -> [HelpPage.Row] {
        let rules = detail == .whole ? schema.ruleSentences.map(HelpPage.Row.text) : []
        return [.text(schema.usage(of: line))] + rules
    }

    private func introduction(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        var lines = [configuration.summary]
        let discussion = detail == .whole ? configuration.discussion : configuration.discussion.beginning
        if !discussion.isEmpty { lines.append(discussion) }
        if let replacement = configuration.visibility.replacement {
            lines.append("Deprecated: use '\(program.name) \(replacement)'.")
        }
        return lines.map(HelpPage.Row.text)
    }

    /// The exit codes that mean something of their own here; what success means fits no screen.
    private func exitCodes(_ configuration: CommandConfiguration) -> HelpPage.Block {
        let codes = configuration.ownExitCodes.filter { detail == .whole || $0.code != .success }
        return HelpPage.Block(
            heading: "Exit codes",
            rows: codes.map { .definition(term: String($0.code.rawValue), meaning: $0.meaning) })
    }

    /// The end of the page: related commands, or where to read more after a brief page.
    private func closing(_ configuration: CommandConfiguration) throws -> HelpPage.Block {
        guard detail == .brief else { return HelpPage.Block(heading: "See also", rows: related(configuration)) }
        let common = try program.registry.common.schema.definitions.filter { $0.isShown && $0.name != "help" }
        return HelpPage.Block(
            heading: nil,
            rows: [
                .names(
                    before: "Common flags: ", names: common.map { "--\($0.name)" },
                    after: " ('\(program.name) help flags')"),
                .text("Run '\(program.name) help \(path.joined(separator: " "))' for details."),
            ])
    }

    /// The related commands that this program has: they may be of a plugin that another program has.
    private func related(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        configuration.related.compactMap { line in
            guard let entry = program.registry.shownEntry(at: ShellWords.split(line)) else { return nil }
            return .definition(term: "\(program.name) \(line)", meaning: entry.summary)
        }
    }

    private func aliases(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        guard detail == .whole, !configuration.aliases.isEmpty else { return [] }
        return [.text(configuration.aliases.joined(separator: ", "))]
    }

    static func flags(_ sections: [ArgumentSchema.Section], _ detail: HelpPage.Detail) -> [HelpPage.Block] {
        sections.map { section in
            HelpPage.Block(heading: section.title ?? "Flags", rows: section.definitions.map { row($0, detail) })
        }
    }

    private func examples(_ configuration: CommandConfiguration) -> [HelpPage.Row] {
        let mount = line[..<(line.utf8.lastIndex(of: UInt8(ascii: " ")) ?? line.startIndex)]
        let shown = detail == .whole ? configuration.examples[...] : configuration.examples.prefix(3)
        return shown.flatMap { example in
            [HelpPage.Row.comment(example.purpose), .commandLine("\(mount) \(example.commandLine)")]
        }
    }

    private static func row(_ definition: ArgumentDefinition, _ detail: HelpPage.Detail) -> HelpPage.Row {
        .definition(
            term: definition.paddedTerm, wordings: detail == .whole ? [definition.meaning] : definition.wordings)
    }
}
