import Catalog
import Kernel

/// The man page of one command or group, for section 1.
struct ManPage {
    let place: ReferenceTopic
    let program: Program

    /// The first line of every page.
    static func mark(_ program: Program) -> String { ".\\\" Written by '\(program.name) docs man'." }

    /// The page.
    var text: String {
        let name = place.fileName(program)
        let head = [
            Self.mark(program),
            ".TH \(Self.quoted(name.uppercased())) 1 \"\" \(Self.quoted("\(program.name) \(program.version)"))",
            ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(place.summary))",
        ]
        return (head + body).joined(separator: "\n") + "\n"
    }

    private var body: [String] {
        switch place.kind {
        case .group(let entries, let standard): group(entries, standard)
        case .command(let configuration, let schema, let fields): command(configuration, schema, fields)
        }
    }

    private func group(_ entries: [Registry.Entry], _ standard: String?) -> [String] {
        let usage = standard == nil ? "COMMAND [FLAGS]" : "[COMMAND] [FLAGS]"
        let items = entries.flatMap { item($0.name + ($0.isGroup ? " …" : ""), $0.summary) }
        return [".SH SYNOPSIS", ".B \(Self.quoted(place.line(program)))", Self.escaped(usage)]
            + defaultCommand(standard) + aliases + discussion + [".SH COMMANDS"] + items + settings
            + seeAlso(entries.map { place.path + [$0.name] })
    }

    /// The settings of the config files, on the program's own page.
    private var settings: [String] {
        let topics = place.path.isEmpty ? SettingTopic.all(of: program) : []
        return topics.isEmpty ? [] : [".SH SETTINGS"] + topics.flatMap { item($0.key.name, $0.meaning) }
    }

    private var discussion: [String] {
        place.discussion.isEmpty ? [] : [".SH DESCRIPTION", Self.escaped(place.discussion)]
    }

    private func defaultCommand(_ name: String?) -> [String] {
        name.map { [".PP", Self.escaped("Without a command it runs '\(place.line(program)) \($0)'.")] } ?? []
    }

    private var aliases: [String] {
        place.aliases.isEmpty ? [] : [".PP", Self.escaped("Also: " + place.aliases.joined(separator: ", "))]
    }

    private func command(_ configuration: CommandConfiguration, _ schema: ArgumentSchema, _ fields: [String])
        -> [String]
    {
        let line = place.line(program)
        var lines = [".SH SYNOPSIS", ".B \(Self.quoted(line))", Self.escaped(schema.usage(of: "").trimmed)]
        lines += schema.ruleSentences.flatMap { [".PP", Self.escaped($0)] } + aliases
        if !configuration.discussion.isEmpty { lines += [".SH DESCRIPTION", Self.escaped(configuration.discussion)] }
        if !schema.positionals.isEmpty {
            lines += [".SH ARGUMENTS"] + schema.positionals.flatMap { item($0.term, $0.meaning) }
        }
        lines.append(".SH OPTIONS")
        for section in schema.shownSections {
            if let title = section.title { lines.append(".SS \(Self.quoted(title))") }
            lines += section.definitions.flatMap { item($0.term, $0.meaning) }
        }
        if !fields.isEmpty { lines += [".SH FIELDS", Self.escaped(fields.joined(separator: ", "))] }
        return lines + examples(configuration) + exitStatus(configuration)
            + seeAlso(configuration.related.map(ShellWords.split))
    }

    private func item(_ term: String, _ meaning: String) -> [String] {
        [".TP", ".B \(Self.quoted(term))", Self.escaped(meaning)]
    }

    private func examples(_ configuration: CommandConfiguration) -> [String] {
        guard !configuration.examples.isEmpty else { return [] }
        let mount = ([program.name] + place.path.dropLast()).joined(separator: " ")
        return [".SH EXAMPLES"]
            + configuration.examples.flatMap { example in
                [".TP", Self.escaped(example.purpose), ".B \(Self.quoted("\(mount) \(example.commandLine)"))"]
            }
    }

    private func exitStatus(_ configuration: CommandConfiguration) -> [String] {
        [".SH EXIT STATUS"]
            + configuration.exitCodes.flatMap { item(String($0.rawValue), configuration.meaning(of: $0)) }
    }

    private func seeAlso(_ paths: [[String]]) -> [String] {
        let shown = paths.filter { program.registry.shownEntry(at: $0) != nil }
        guard !shown.isEmpty else { return [] }
        let names = shown.map { ([program.name] + $0).joined(separator: "-") }
        let lines = names.enumerated().map { index, name in
            ".BR \(Self.escaped(name)) (1)" + (index < names.count - 1 ? " ," : "")
        }
        return [".SH SEE ALSO"] + lines
    }

    /// Returns text without special meaning to roff, whose hyphens can be copied.
    static func escaped(_ text: String) -> String {
        let escaped = text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\n": result += " "
            case "…": result += "..."
            default: result.append(character)
            }
        }
        // A line that starts this way would be a request.
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// Returns the same as one argument of a request.
    private static func quoted(_ text: String) -> String {
        "\"" + escaped(text).replacing("\"", with: "\\(dq") + "\""
    }
}
