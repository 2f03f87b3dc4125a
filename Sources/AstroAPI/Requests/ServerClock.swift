#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import Kernel
import Synchronization

/// The server's clock, derived from the times in its answers.
final class ServerClock: Sendable {
    private let told = Mutex<(date: Date, at: ContinuousClock.Instant)?>(nil)

    /// The current time there; nil before the first answer with a time.
    var now: Date? {
        told.withLock { told in
            told.map { $0.date.addingTimeInterval(TimeInterval($0.at.duration(to: .now).components.seconds)) }
        }
    }

    /// Reads the time from an answer.
    func note(_ response: HTTPResponse) {
        guard let date = response.date else { return }
        told.withLock { $0 = (date, .now) }
    }
}

extension AstroClient {
    /// Returns the time by the server's clock; without an answer so far, by this machine's.
    package func now(_ clock: any WallClock) -> Date { connection.serverClock.now ?? clock.now }

    /// Whether an answer of the server contained the time.
    package var knowsTime: Bool { connection.serverClock.now != nil }

    /// Returns a warning if this machine's clock is so wrong that it would have changed a decision.
    package func clockWarning(_ clock: any WallClock) -> String? {
        guard let server = connection.serverClock.now else { return nil }
        let ahead = clock.now.timeIntervalSince(server)
        guard abs(ahead) > 300 else { return nil }
        return "this machine's clock says \(clock.now.rfc3339), the server's \(server.rfc3339); the server's counts"
    }
}
