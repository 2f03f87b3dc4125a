/// What `--help` shows of a program, a group or a command.
struct HelpPage {
    let program: Program
    let path: [String]
    let target: CommandLookup.Target

    /// The blocks of the page: a heading or none, and lines of one or two columns.
    struct Block {
        var heading: String?
        var rows: [Row]
    }

    /// A term and what it means, or text alone.
    enum Row {
        case text(String)
        case definition(term: String, meaning: String)
    }

    func blocks() throws -> [Block] {
        switch target {
        case .group: groupBlocks
        case .command(let command, _): try CommandHelp(command: command, line: line).blocks()
        }
    }

    /// The words that people type to get here.
    private var line: String { ([program.name] + path).joined(separator: " ") }

    private var groupBlocks: [Block] {
        let entries = program.registry.entries(below: path)
        let commands = entries.filter { !$0.isGroup }
        let groups = entries.filter(\.isGroup)
        return [
            Block(heading: nil, rows: [.text(groupSummary)]),
            Block(heading: "Usage", rows: [.text("\(line) COMMAND [FLAGS]")]),
            Block(heading: "Commands", rows: commands.map(row)),
            Block(heading: "Groups", rows: groups.map(row)),
            Block(heading: nil, rows: [.text("'\(line) COMMAND --help' tells more of a command.")]),
        ].filter { !$0.rows.isEmpty }
    }

    private var groupSummary: String {
        guard let name = path.last else { return program.summary }
        return program.registry.entries(below: path.dropLast()).first { $0.name == name }?.summary ?? ""
    }

    private func row(_ entry: Registry.Entry) -> Row {
        let aliases = entry.aliases.isEmpty ? "" : " (\(entry.aliases.joined(separator: ", ")))"
        return .definition(term: entry.name, meaning: entry.summary + aliases)
    }
}
