/// The sources of an argument's value, besides its environment variable and its default.
public enum ValueSource: Sendable, Equatable {
    /// The word on the command line.
    case word
    /// The word on the command line; `@PATH` reads a file and `-` reads stdin, without the last line break.
    ///
    /// `@@` stands for text that starts with `@`.
    case wordOrFile
    /// Only a file (`@PATH`) or stdin (`-`), because every process on the machine can see the command line.
    case file
}
