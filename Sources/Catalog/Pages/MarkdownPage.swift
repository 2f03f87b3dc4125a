import Base
package import Kernel

/// The reference page of one command or group.
package struct MarkdownPage {
    package let place: ReferenceTopic
    package let program: Program

    /// The first line of every page.
    package static func mark(_ program: Program) -> String {
        "<!-- Written by '\(program.name) docs markdown'; changes made by hand are lost. -->"
    }

    package init(place: ReferenceTopic, program: Program) {
        self.place = place
        self.program = program
    }

    /// The name of a page's file.
    package static func fileName(of path: [String], _ program: Program) -> String {
        path.isEmpty ? "README.md" : ([program.name] + path).joined(separator: "-") + ".md"
    }

    /// The page.
    package var text: String {
        let head = [Self.mark(program), "# \(place.line(program))", Self.escaped(place.summary) + "."]
        return (head + body).joined(separator: "\n\n") + "\n"
    }

    private var body: [String] {
        switch place.kind {
        case .group(let entries, let standard):
            [discussion, defaultCommand(standard), aliases, entryTable(entries)].compactMap(\.self) + settings
        case .command(let configuration, let schema, let fields): command(configuration, schema, fields)
        }
    }

    /// The settings of the config files, on the program's own page.
    private var settings: [String] {
        let topics = place.path.isEmpty ? SettingTopic.all(of: program) : []
        guard !topics.isEmpty else { return [] }
        return [
            "## Settings",
            Self.table(["setting", "what it sets"], topics.map { ["`\($0.key.name)`", Self.escaped($0.meaning)] }),
        ]
    }

    private var discussion: String? { place.discussion.isEmpty ? nil : Self.escaped(place.discussion) }

    private func defaultCommand(_ name: String?) -> String? {
        name.map { "Without a command it runs `\(place.line(program)) \($0)`." }
    }

    private var aliases: String? {
        place.aliases.isEmpty ? nil : "Also: " + place.aliases.map { "`\($0)`" }.joined(separator: ", ")
    }

    private func entryTable(_ entries: [Registry.Entry]) -> String {
        Self.table(
            ["command", "what it does"],
            entries.map { entry in
                let path = place.path + [entry.name]
                let link = "[`\(path.joined(separator: " "))`](\(Self.fileName(of: path, program)))"
                return [link + (entry.isGroup ? " …" : ""), Self.escaped(entry.summary)]
            })
    }

    private func command(_ configuration: CommandConfiguration, _ schema: ArgumentSchema, _ fields: [String])
        -> [String]
    {
        var parts: [String] = []
        if !configuration.discussion.isEmpty { parts.append(Self.escaped(configuration.discussion)) }
        parts.append("```\n\(schema.usage(of: place.line(program)))\n```")
        parts += schema.ruleSentences.map(Self.escaped)
        if let aliases { parts.append(aliases) }
        if !schema.positionals.isEmpty { parts += ["## Arguments", definitions(schema.positionals)] }
        for section in schema.shownSections {
            parts += ["## \(section.title ?? "Flags")", definitions(section.definitions)]
        }
        if !fields.isEmpty { parts += ["## Fields", fields.map { "`\($0)`" }.joined(separator: ", ")] }
        return parts + examples(configuration) + exitCodes(configuration) + related(configuration)
    }

    private func definitions(_ definitions: [ArgumentDefinition]) -> String {
        Self.table(["", ""], definitions.map { ["`\($0.term)`", Self.escaped($0.meaning)] })
    }

    private func examples(_ configuration: CommandConfiguration) -> [String] {
        guard !configuration.examples.isEmpty else { return [] }
        let mount = ([program.name] + place.path.dropLast()).joined(separator: " ")
        let lines = configuration.examples.map { "# \($0.purpose)\n\(mount) \($0.commandLine)" }
        return ["## Examples", "```sh\n" + lines.joined(separator: "\n\n") + "\n```"]
    }

    private func exitCodes(_ configuration: CommandConfiguration) -> [String] {
        let rows = configuration.exitCodes.map { [String($0.rawValue), Self.escaped(configuration.meaning(of: $0))] }
        return ["## Exit codes", Self.table(["code", "meaning"], rows)]
    }

    private func related(_ configuration: CommandConfiguration) -> [String] {
        let lines = configuration.related.map(ShellWords.split).filter { program.registry.shownEntry(at: $0) != nil }
        guard !lines.isEmpty else { return [] }
        let links = lines.map { path in
            "[`\(([program.name] + path).joined(separator: " "))`](\(Self.fileName(of: path, program)))"
        }
        return ["## See also", links.joined(separator: ", ")]
    }

    private static func table(_ headings: [String], _ rows: [[String]]) -> String {
        let rule = headings.map { _ in "---" }
        return ([headings, rule] + rows).map { cells in
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    /// Returns text with all Markdown syntax escaped.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "\\`*_[]<>#".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
