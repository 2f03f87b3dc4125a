#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// A clock that moves only when something waits, and then instantly.
public final class FixedClock: WallClock {
    private let state: Mutex<(now: Date, waits: [Duration])>
    private let offset: Int

    /// Creates a clock that starts at a date (by default, March 1, 2026, 00:00 UTC), with an offset in seconds.
    public init(_ start: Date = Date(timeIntervalSince1970: 1_772_323_200), secondsAheadOfUTC: Int = 0) {
        state = Mutex((start, []))
        offset = secondsAheadOfUTC
    }

    /// Returns the time zone's offset in seconds; there is no daylight saving time.
    public func secondsAheadOfUTC(at date: Date) -> Int { offset }

    /// The current time.
    public var now: Date { state.withLock { $0.now } }
    /// The duration of every wait, in order.
    public var waits: [Duration] { state.withLock { $0.waits } }

    /// Advances the time by the duration, without waiting.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.waits.append(duration)
            let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
            state.now.addTimeInterval(seconds)
        }
    }
}
