/// The error that commands throw: what happened, which exit code the process gets, and what to type next.
///
/// ```swift
/// throw CommandError(.notFound, "no plant is named 'fern'", hint: .command("plant list"))
/// ```
public struct CommandError: Error, Sendable, Equatable {
    /// The error for one of the items that a command worked on.
    public struct Part: Sendable, Equatable {
        /// The item, by the name that people use for it.
        public var subject: String
        /// The error.
        public var error: CommandError

        /// Pairs an item with its error.
        public init(_ subject: String, _ error: CommandError) {
            self.subject = subject
            self.error = error
        }
    }

    /// The exit code of the process.
    public var exitCode: ExitCode
    /// What happened, to what, and what state things are in now: one sentence without a period.
    public var message: String
    /// The next command to run or the flag to pass, if there is one.
    public var hint: Hint?
    /// The server's ID for the failed request, to quote to its support team.
    public var requestID: String?
    /// The errors of a command that worked on several items; each is printed on its own line.
    public var parts: [Part] = []

    /// Creates an error.
    public init(_ exitCode: ExitCode, _ message: String, hint: Hint? = nil, requestID: String? = nil) {
        self.exitCode = exitCode
        self.message = message
        self.hint = hint
        self.requestID = requestID
    }
}

/// An error that can describe itself to a person.
///
/// Errors of lower layers conform to it, so that the kernel can print them without knowing each type.
public protocol CommandErrorConvertible: Error {
    /// The same error with an exit code and a message for people.
    var commandError: CommandError { get }
}

extension CommandError {
    /// Returns the error for a command line that can't be parsed.
    public static func usage(_ message: String, hint: Hint? = nil) -> CommandError {
        CommandError(.usage, message, hint: hint)
    }

    /// Returns the error for a run that a signal ended, with the exit code of that signal.
    package static func interrupted(_ message: String, hint: Hint? = nil) -> CommandError {
        CommandError(Interruption.current?.request ?? .interrupted, message, hint: hint)
    }

    /// The message as the cause of another error, without the claim that nothing was changed.
    package var cause: String { message.replacing("; nothing was changed", with: "") }

    /// Returns an error that has words for a person, or else one that says who threw it.
    ///
    /// - Parameter owner: The command and its plugin.
    package static func naming(_ owner: String, in error: any Error) -> any Error {
        if error is CommandError || error is any CommandErrorConvertible || error is CancellationError { return error }
        return CommandError(.failure, "\(owner) failed: \(error)")
    }

    /// Creates an error from any other, the way the kernel reports it.
    package init(describing error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as any CommandErrorConvertible: self = error.commandError
        case is CancellationError: self = .interrupted("interrupted")
        default: self = CommandError(.failure, "\(error)")
        }
    }
}
