#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// A clock that only moves if something waits, and then immediately.
public final class FixedClock: WallClock {
    private let state: Mutex<(now: Date, waits: [Duration])>
    private let offset: Int

    /// Creates a clock that starts at a date; by default, the start of March 2026, in UTC.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_772_323_200), secondsAheadOfUTC: Int = 0) {
        state = Mutex((start, []))
        offset = secondsAheadOfUTC
    }

    /// The offset of its time zone, which has no summer time.
    public func secondsAheadOfUTC(at date: Date) -> Int { offset }

    /// The current time.
    public var now: Date { state.withLock { $0.now } }
    /// Every requested wait.
    public var waits: [Duration] { state.withLock { $0.waits } }

    /// Moves forward by the duration without waiting.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(duration)
            let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
            state.now.addTimeInterval(seconds)
        }
    }
}
