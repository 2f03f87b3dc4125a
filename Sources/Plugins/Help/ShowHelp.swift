import Kernel

/// Shows the complete help of a command; `--help` shows what fits on a screen.
struct ShowHelp: Command, Equatable {
    static let configuration = CommandConfiguration(
        "help", summary: "Show help of a command or group", effect: .local, visibility: .hidden,
        examples: [
            Example("help", "Show where to start"),
            Example("help version", "Show how a command is used"),
            Example("help flags", "Show the flags that every command has"),
        ])

    @Argument(
        "COMMAND", help: "The words that name a command or group, or flags",
        completion: .commandPath(or: .init("flags", "The flags that every command has")))
    var words: [String] = []

    func run(in context: Context) async throws {
        let program = context.program
        if words == ["flags"] { return try context.output.help(HelpPage(commonFlagsOf: program)) }
        let lookup = try CommandLookup(words, in: program.registry)
        try program.requireOwn(lookup)
        if case .command(_, let surplus) = lookup.target, let word = surplus.first {
            let path = lookup.path.joined(separator: " ")
            throw CommandError.usage(
                "'\(word)' follows '\(program.name) \(path)', which is a command already",
                hint: .command("help", lookup.path))
        }
        try context.output.help(HelpPage(program: program, of: lookup, detail: .whole))
    }
}
