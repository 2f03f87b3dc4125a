import Kernel

/// Shows what `--help` shows.
struct ShowHelp: Command, Equatable {
    static let configuration = CommandConfiguration(
        "help", summary: "Show help of a command or group", effect: .local,
        examples: [
            Example("help", "Show where to begin"),
            Example("help version", "Show how a command is used"),
        ])

    @Argument("COMMAND", help: "The words that name a command or group", completion: .commandPath)
    var words: [String] = []

    func run(in context: Context) async throws {
        let program = context.program
        let lookup = try CommandLookup(words, in: program.registry, program: program.name)
        if case .command(_, let surplus) = lookup.target, let word = surplus.first {
            let path = lookup.path.joined(separator: " ")
            throw CommandError.usage(
                "'\(word)' follows '\(program.name) \(path)', which is a command already",
                hint: "\(program.name) help \(path)")
        }
        try context.output.help(HelpPage(program: program, of: lookup))
    }
}
