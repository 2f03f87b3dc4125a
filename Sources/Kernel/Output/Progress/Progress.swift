import Synchronization

/// How far a long step has come.
public final class Progress: Sendable {
    /// How many parts there are, where that is known.
    public let total: Int?
    private let done = Mutex(0)

    init(total: Int?) { self.total = total }

    /// How many parts are done.
    public var completed: Int { done.withLock { $0 } }

    /// Counts parts that were done since.
    public func advance(by parts: Int = 1) { done.withLock { $0 += parts } }
}
