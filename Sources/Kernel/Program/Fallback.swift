import Base

/// Handles command lines that name none of the program's commands, such as those of a program that it replaces.
///
/// ```swift
/// Fallback(summary: "Handed over to gardener: dig", claims: { $0.words[0] == "dig" }) { unknown, context in
///     try Gardener(context).take(unknown)
/// }
/// ```
public struct Fallback: Sendable {
    /// One line about what it handles, for the first page of help.
    public var summary: String { describe() }
    private let describe: @Sendable () -> String
    /// Returns whether it handles a line; it should leave typing errors alone.
    package let claims: @Sendable (_ unknown: UnknownCommand) -> Bool
    let take: @Sendable (_ unknown: UnknownCommand, _ context: Context) async throws -> Void

    /// Creates a fallback.
    ///
    /// - Parameters:
    ///   - claims: Returns whether it handles a command line; one that it doesn't is an error.
    ///   - take: Handles the command line. An error that it throws is reported instead of the unknown command.
    public init(
        summary: @autoclosure @escaping @Sendable () -> String,
        claims: @escaping @Sendable (_ unknown: UnknownCommand) -> Bool,
        take: @escaping @Sendable (_ unknown: UnknownCommand, _ context: Context) async throws -> Void
    ) {
        describe = summary
        self.claims = claims
        self.take = take
    }
}
