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

    /// The number of parts, if it is known.
    public var total: Int? { state.withLock { $0.total } }

    /// The number of finished parts.
    public var completed: Int { state.withLock { $0.done } }

    /// Adds finished parts.
    public func advance(by parts: Int = 1) { state.withLock { $0.done += parts } }

    /// Starts over, with the number of parts if it is known.
    public func restart(total: Int?) { state.withLock { $0 = State(total: total) } }
}
