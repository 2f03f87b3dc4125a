public import Base

/// The error for a word that doesn't name a command where it was typed.
public struct UnknownCommand: CommandErrorConvertible {
    /// The names of the groups before the word.
    public let path: [String]
    /// The word, and the positional words after it.
    public let words: [String]
    /// All words of the command line, as typed; empty if that did name a command.
    public internal(set) var line: [String] = []
    let registry: Registry

    init(_ name: String, before rest: ArraySlice<String>, below path: [String], in registry: Registry) {
        self.path = path
        words = [name] + rest.filter { !$0.hasPrefix("-") }
        self.registry = registry
    }

    /// The error, with a suggestion if a known command is close.
    public var commandError: CommandError {
        let here = path.isEmpty ? "" : " in '\(path.joined(separator: " "))'"
        return .usage(
            "unknown command '\(words[0].shortened)'\(here)",
            hint: suggestion
                ?? (path.isEmpty ? "'\(command: "", "--help")' lists all commands" : .command(path, ["--help"])))
    }

    /// A suggestion of commands; nil if nothing is close.
    package var suggestion: Hint? { CommandSearch(registry: registry).hint(for: words, below: path) }
}
