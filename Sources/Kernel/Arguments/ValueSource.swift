/// Where the value of an option or argument may come from, besides its environment variable and its default.
public enum ValueSource: Sendable, Equatable {
    /// The word that was typed.
    case word
    /// The word that was typed; `@PATH` reads the file of that path and `-` reads stdin, without the last line end.
    ///
    /// `@@` stands for a text that begins with `@`.
    case wordOrFile
    /// A file (`@PATH`) or stdin (`-`) alone: what is typed can be seen by every process of the machine.
    case file
}
