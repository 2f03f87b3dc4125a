import Base

/// The help page of a program, a group or a command.
package struct HelpPage {
    /// How much a page says of a command.
    package enum Detail {
        /// What fits on a screen: a line for each flag if possible, and where to read the rest.
        case brief
        /// Everything.
        case whole
    }

    private enum Subject {
        case target(CommandLookup.Target, path: [String])
        case commonFlags
    }

    let program: Program
    private let subject: Subject
    private let detail: Detail

    /// The page of what a line of words names.
    ///
    /// - Parameter detail: A program without a `help` command has nowhere else to say the rest, and always says
    ///   everything.
    package init(program: Program, of lookup: CommandLookup, detail: Detail) {
        self.program = program
        subject = .target(lookup.target, path: lookup.path)
        self.detail = program.registry.hasEntry(at: ["help"]) ? detail : .whole
    }

    /// The page of the flags that every command of a program has.
    package init(commonFlagsOf program: Program) {
        self.program = program
        subject = .commonFlags
        detail = .whole
    }

    /// The blocks of the page: an optional heading, and lines of one or two columns.
    struct Block {
        var heading: String?
        var rows: [Row]
        /// The maximum width of a term beside its meaning.
        var widestTerm = 34
    }

    /// A term and its meaning, or text alone.
    enum Row {
        case text(String)
        /// A comment of a shell, which can be copied with the command below it.
        case comment(String)
        /// A command line that can be copied whole, however many lines it takes.
        case commandLine(String)
        /// The wordings are ordered from long to short: the first that fits beside the term is shown, or the last.
        case definition(term: String, wordings: [String])
        /// As many names as fit on one line, between what comes before and after them.
        case names(before: String, names: [String], after: String)

        static func definition(term: String, meaning: String) -> Row { .definition(term: term, wordings: [meaning]) }
    }

    func blocks() throws -> [Block] {
        switch subject {
        case .target(.group, let path): GroupHelp(program: program, path: path).blocks
        case .target(.command(let command, _), let path):
            try CommandHelp(command: command, program: program, path: path, detail: detail).blocks()
        case .commonFlags:
            [Block(heading: nil, rows: [.text("Flags that every command has")])]
                + CommandHelp.flags(try program.registry.common.schema.shownSections, .whole)
        }
    }
}

/// The help of a program or of a group of commands.
private struct GroupHelp {
    let program: Program
    let path: [String]

    typealias Block = HelpPage.Block
    typealias Row = HelpPage.Row

    /// The words that people type to get here.
    private var line: String { ([program.name] + path).joined(separator: " ") }

    var blocks: [Block] {
        [
            Block(heading: nil, rows: introduction),
            Block(heading: "Usage", rows: usage),
            Block(heading: "Start here", rows: quickStart, widestTerm: 48),
            Block(heading: "Commands", rows: commands),
            Block(heading: nil, rows: closing),
        ].filter { !$0.rows.isEmpty }
    }

    /// A row for each command, but one for all of those that a first screen has no room to explain.
    private var commands: [Row] {
        let entries = program.registry.shownEntries(below: path)
        guard path.isEmpty else { return entries.map(row) }
        let main = program.mainCommands ?? entries.map(\.name)
        let others = entries.filter { !main.contains($0.name) }.map(\.name)
        let rows = entries.filter { main.contains($0.name) }.map(row)
        return others.isEmpty ? rows : rows + [.text("Also: \(others.joined(separator: ", "))")]
    }

    /// Omitted if quick-start examples show it: the first screen of a program has many commands to list.
    private var usage: [Row] {
        guard quickStart.isEmpty else { return [] }
        guard let standard = program.registry.defaultEntry(below: path)?.name else {
            return [.text("\(line) COMMAND [FLAGS]")]
        }
        return [.text("\(line) [COMMAND] [FLAGS]"), .text("Without a command it runs '\(line) \(standard)'.")]
    }

    private var quickStart: [Row] {
        guard path.isEmpty else { return [] }
        return program.quickStart.map { example in
            .definition(term: "\(program.name) \(example.commandLine)", meaning: example.purpose)
        }
    }

    private var closing: [Row] {
        let pointer: [Row] = quickStart.isEmpty ? [.text("'\(line) COMMAND --help' describes a command.")] : []
        guard path.isEmpty, let fallback = program.fallback else { return pointer }
        return pointer + [.text(fallback.summary)]
    }

    private var introduction: [Row] {
        guard let name = path.last else { return [.text(program.summary)] }
        let entry = program.registry.entries(below: path.dropLast()).first { $0.name == name }
        let replacement = entry?.visibility.replacement.map { "Deprecated: use '\(program.name) \($0)'." }
        return [entry?.summary ?? "", entry?.discussion ?? "", replacement ?? ""].filter { !$0.isEmpty }.map(Row.text)
    }

    private func row(_ entry: Registry.Entry) -> Row {
        let aliases = entry.aliases.isEmpty ? "" : " (\(entry.aliases.joined(separator: ", ")))"
        return .definition(term: entry.name + (entry.isGroup ? " …" : ""), meaning: entry.summary + aliases)
    }
}
