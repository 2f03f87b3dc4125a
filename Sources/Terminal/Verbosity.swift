import Base

/// How much is written to stderr, from everything to only errors.
public enum Verbosity: String, CaseIterable, Comparable, Sendable {
    /// Every request, and everything that ``info`` shows.
    case debug
    /// Intermediate steps, and everything that ``warn`` shows.
    case info
    /// Notices, warnings and errors.
    case warn
    /// Only errors.
    case error

    /// Returns whether the left level writes more than the right one.
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
