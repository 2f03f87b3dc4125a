/// The one error that commands throw: what happened, how the process ends, and what to type next.
///
/// ```swift
/// throw CommandError(.notFound, "no plant is named 'fern'", hint: "garden plant list")
/// ```
public struct CommandError: Error, Sendable, Equatable {
    /// How the process ends.
    public var exitCode: ExitCode
    /// What happened, to what, and what was not changed; one sentence without a full stop.
    public var message: String
    /// The next command to run or the flag to pass, where there is one.
    public var hint: String?
    /// The server's name for the request that failed, for its support.
    public var requestID: String?

    /// Describes a failure.
    public init(_ exitCode: ExitCode, _ message: String, hint: String? = nil, requestID: String? = nil) {
        self.exitCode = exitCode
        self.message = message
        self.hint = hint
        self.requestID = requestID
    }
}

/// An error that knows how to be told to a person.
///
/// Errors of lower layers conform, so that the kernel can print them without a table of types.
public protocol CommandErrorConvertible: Error {
    /// The same failure, in words and with an exit code.
    var commandError: CommandError { get }
}

extension CommandError {
    /// A command line that cannot be understood.
    public static func usage(_ message: String, hint: String? = nil) -> CommandError {
        CommandError(.usage, message, hint: hint)
    }

    /// Any error as the kernel reports it.
    package init(describing error: any Error) {
        switch error {
        case let error as CommandError: self = error
        case let error as any CommandErrorConvertible: self = error.commandError
        case is CancellationError: self = CommandError(.interrupted, "interrupted")
        default: self = CommandError(.failure, "\(error)")
        }
    }
}
