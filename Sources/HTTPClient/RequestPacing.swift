package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

/// The shared state of requests that are sent concurrently: how many connections they may use, and when to pause.
///
/// A busy server says so to one of them, and all others wait with it.
package final class RequestPacing: Sendable {
    /// The pacing of the current task; nil if requests are sent one by one.
    @TaskLocal package static var current: RequestPacing?

    private struct Pause {
        let end: Date
        let length: Double
        let number: Int
    }

    /// The number of requests that are sent at once.
    package let width: Int
    private let clock: any WallClock
    private let pause = Mutex<Pause?>(nil)

    /// Creates the pacing of requests.
    package init(width: Int, clock: any WallClock) {
        self.width = width
        self.clock = clock
    }

    /// Makes every request wait for a number of seconds; returns false if they already wait that long.
    func hold(for seconds: Double) -> Bool {
        let end = clock.now.addingTimeInterval(seconds)
        return pause.withLock { pause in
            // Several responses of the same moment report the same.
            let isNews = pause.map { end.timeIntervalSince($0.end) > 0.5 } ?? true
            if pause.map({ $0.end < end }) ?? true {
                pause = Pause(end: end, length: seconds, number: (pause?.number ?? 0) + 1)
            }
            return isNews
        }
    }

    /// Waits until a request may be sent.
    ///
    /// - Throws: `CancellationError` if the task is canceled while it waits.
    func wait() async throws {
        var seen = 0
        while let pause = pause.withLock({ $0 }), pause.number > seen {
            seen = pause.number
            // A clock that was set back must not make a pause longer.
            let rest = min(pause.end.timeIntervalSince(clock.now), pause.length)
            if rest > 0 { try await clock.sleep(for: .seconds(rest)) }
        }
    }
}
