#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

/// How often something may start, such as twice per second.
public struct Rate: Sendable, Equatable {
    /// The minimum time between two starts.
    public let interval: Duration

    /// Returns a rate per second; `0.5` means once every two seconds.
    public static func perSecond(_ count: Double) -> Rate { Rate(interval: .seconds(1 / max(count, 1e-6))) }

    /// Returns a rate per minute.
    public static func perMinute(_ count: Double) -> Rate { perSecond(count / 60) }
}

/// Delays work that starts more often than a rate allows.
package final class RateLimit: Sendable {
    private let rate: Rate
    private let clock: any WallClock
    private let next = Mutex<Date?>(nil)

    package init(_ rate: Rate, _ clock: any WallClock) {
        self.rate = rate
        self.clock = clock
    }

    /// Waits for the next turn.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    package func wait() async throws {
        let now = clock.now
        let interval = rate.interval / .seconds(1)
        let turn = next.withLock { next in
            // A clock that was set back must not delay anything by more than one interval.
            let turn = min(max(next ?? now, now), now.addingTimeInterval(interval))
            next = turn.addingTimeInterval(interval)
            return turn
        }
        let wait = turn.timeIntervalSince(now)
        if wait > 0 { try await clock.sleep(for: .seconds(wait)) }
    }
}
