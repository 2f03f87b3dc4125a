import Base

/// How much is written to stderr, from everything to errors alone.
public enum Verbosity: String, CaseIterable, Comparable, Sendable {
    /// Every request, and everything below.
    case debug
    /// Intermediate steps, and everything below.
    case info
    /// Notices, warnings and errors.
    case warn
    /// Errors alone.
    case error

    /// Orders levels from the most talkative to the quietest.
    public static func < (left: Verbosity, right: Verbosity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warn: 2
        case .error: 3
        }
    }
}
