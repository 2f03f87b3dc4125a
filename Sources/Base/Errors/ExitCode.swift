/// The exit code of a process, which tells scripts how it ended.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Everything that was asked for was done.
    case success = 0
    /// The server refused, or something unexpected happened.
    case failure = 1
    /// The command line is invalid.
    case usage = 2
    /// The user isn't logged in, or isn't allowed to do this.
    case unauthorized = 3
    /// Something that the command line names doesn't exist, or more than one thing matches.
    case notFound = 4
    /// A question was answered with no, or wasn't answered; nothing was changed.
    case cancelled = 5
    /// The server couldn't be reached, or didn't answer in time.
    case network = 6
    /// Some parts of a bulk run failed.
    case partial = 7
    /// The server made the change, but the result couldn't be delivered.
    case undelivered = 8
    /// The terminal was closed (SIGHUP).
    case hungUp = 129
    /// The user pressed Ctrl-C (SIGINT).
    case interrupted = 130
    /// The user pressed Ctrl-\ (SIGQUIT).
    case quit = 131
    /// The process was asked to terminate (SIGTERM).
    case terminated = 143

    /// A stable name for machine-readable errors.
    public var name: String {
        switch self {
        case .success: "success"
        case .failure: "failure"
        case .usage: "usage"
        case .unauthorized: "unauthorized"
        case .notFound: "not_found"
        case .cancelled: "cancelled"
        case .network: "network"
        case .partial: "partial"
        case .undelivered: "undelivered"
        case .hungUp: "hung_up"
        case .interrupted: "interrupted"
        case .quit: "quit"
        case .terminated: "terminated"
        }
    }

    /// The meaning of the code, in one line.
    public var meaning: String {
        switch self {
        case .success: "done"
        case .failure: "the server refused, or something unexpected failed"
        case .usage: "invalid command line"
        case .unauthorized: "not logged in, or not allowed"
        case .notFound: "not found, or ambiguous"
        case .cancelled: "not confirmed; nothing was changed"
        case .network: "the server could not be reached, or did not answer in time"
        case .partial: "part of a bulk run failed"
        case .undelivered:
            "changed on the server, but the result was not delivered; the message says where it is saved"
        case .hungUp: "ended: the terminal was closed (SIGHUP)"
        case .interrupted: "interrupted (Ctrl-C)"
        case .quit: "quit (Ctrl-\\)"
        case .terminated: "terminated (SIGTERM)"
        }
    }
}
