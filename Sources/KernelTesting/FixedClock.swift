#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// A clock that moves only when something waits, and then at once.
public final class FixedClock: WallClock {
    private let state: Mutex<(now: Date, waits: [Duration])>

    /// Starts at a moment; without one, at the beginning of March 2026.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_772_323_200)) { state = Mutex((start, [])) }

    /// The moment it stands at.
    public var now: Date { state.withLock { $0.now } }
    /// Every wait that was asked for.
    public var waits: [Duration] { state.withLock { $0.waits } }

    /// Moves on by the duration without waiting.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(duration)
            let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
            state.now.addTimeInterval(seconds)
        }
    }
}
