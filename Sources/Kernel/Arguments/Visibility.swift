/// Whether people are told of a command, an option or a flag.
public enum Visibility: Sendable, Equatable {
    /// Help, completion and documents show it.
    case shown
    /// It works, and only those know it who were told.
    case hidden
    /// It works, is shown nowhere, and who uses it is told what to use instead, such as `--name` or `plant list`.
    case deprecated(replacement: String)

    /// What to use instead, where it is deprecated.
    package var replacement: String? {
        if case .deprecated(let replacement) = self { replacement } else { nil }
    }
}
