/// The sources of an argument's value, besides its environment variable and its default.
public enum ValueSource: Sendable, Equatable {
    /// The typed word.
    case word
    /// The typed word; `@PATH` reads a file and `-` reads stdin, without the last line break.
    ///
    /// `@@` means a text that starts with `@`.
    case wordOrFile
    /// A file (`@PATH`) or stdin (`-`) only: every process of the machine can see typed words.
    case file
}
