import Synchronization

/// Whether any list that was read is known to be incomplete.
final class ListGaps: Sendable {
    private let found = Mutex(false)

    var areKnown: Bool { found.withLock { $0 } }

    func note() { found.withLock { $0 = true } }
}

extension AstroClient {
    /// Whether every list so far was complete, according to the server's answers.
    ///
    /// A missing item may be exactly what a check looks for.
    package var hasCompleteLists: Bool { !connection.gaps.areKnown }
}
