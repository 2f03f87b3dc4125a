/// What `--help` shows of a program, a group or a command.
package struct HelpPage {
    let program: Program
    let path: [String]
    let target: CommandLookup.Target

    /// The page of what a line of words names.
    package init(program: Program, of lookup: CommandLookup) {
        self.program = program
        path = lookup.path
        target = lookup.target
    }

    /// The blocks of the page: a heading or none, and lines of one or two columns.
    struct Block {
        var heading: String?
        var rows: [Row]
        /// The widest term that its meaning may stand beside.
        var widestTerm = 34
    }

    /// A term and what it means, or text alone.
    enum Row {
        case text(String)
        case definition(term: String, meaning: String)
    }

    func blocks() throws -> [Block] {
        switch target {
        case .group: groupBlocks
        case .command(let command, _): try CommandHelp(command: command, program: program, path: path).blocks()
        }
    }

    /// The words that people type to get here.
    private var line: String { ([program.name] + path).joined(separator: " ") }

    private var groupBlocks: [Block] {
        let entries = program.registry.shownEntries(below: path)
        return [
            Block(heading: nil, rows: [.text(groupSummary)]),
            Block(heading: "Usage", rows: usage),
            Block(heading: "Start here", rows: beginnings, widestTerm: 48),
            Block(heading: "Commands", rows: entries.map(row)),
            Block(heading: nil, rows: closing),
        ].filter { !$0.rows.isEmpty }
    }

    /// Left out where lines to begin with show it: the first screen of a program has many commands to hold.
    private var usage: [Row] { beginnings.isEmpty ? [.text("\(line) COMMAND [FLAGS]")] : [] }

    private var beginnings: [Row] {
        guard path.isEmpty else { return [] }
        return program.beginnings.map { beginning in
            .definition(term: "\(program.name) \(beginning.commandLine)", meaning: beginning.purpose)
        }
    }

    private var closing: [Row] {
        beginnings.isEmpty ? [.text("'\(line) COMMAND --help' tells more of a command.")] : []
    }

    private var groupSummary: String {
        guard let name = path.last else { return program.summary }
        return program.registry.entries(below: path.dropLast()).first { $0.name == name }?.summary ?? ""
    }

    private func row(_ entry: Registry.Entry) -> Row {
        let aliases = entry.aliases.isEmpty ? "" : " (\(entry.aliases.joined(separator: ", ")))"
        return .definition(term: entry.name + (entry.isGroup ? " …" : ""), meaning: entry.summary + aliases)
    }
}
