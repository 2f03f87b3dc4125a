import Base
import Synchronization

/// The progress of a long step.
public final class ProgressBar: Sendable {
    private struct State {
        var total: Int?
        var done = 0
    }

    private let state: Mutex<State>

    package init(total: Int?) { state = Mutex(State(total: total)) }

    /// The number of parts; nil if it isn't known.
    public var total: Int? { state.withLock { $0.total } }

    /// The number of finished parts.
    public var completed: Int { state.withLock { $0.done } }

    /// Counts more parts as finished.
    public func advance(by parts: Int = 1) { state.withLock { $0.done += parts } }

    /// Starts over, with a new number of parts; nil if it isn't known.
    public func restart(total: Int?) { state.withLock { $0 = State(total: total) } }
}
