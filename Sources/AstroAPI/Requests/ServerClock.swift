#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import Kernel
import Synchronization

/// The server's clock, as far as its answers have told the time.
final class ServerClock: Sendable {
    private let told = Mutex<(date: Date, at: ContinuousClock.Instant)?>(nil)

    /// What time it is there now; nil if no answer has said.
    var now: Date? {
        told.withLock { told in
            told.map { $0.date.addingTimeInterval(TimeInterval($0.at.duration(to: .now).components.seconds)) }
        }
    }

    /// Takes the time from an answer.
    func note(_ response: HTTPResponse) {
        guard let date = response.date else { return }
        told.withLock { $0 = (date, .now) }
    }
}

extension AstroClient {
    /// What time it is by the server's clock, as its last answer told; by ours where none has.
    package func now(_ clock: any WallClock) -> Date { connection.serverClock.now ?? clock.now }

    /// Whether an answer of the server has told the time.
    package var knowsTime: Bool { connection.serverClock.now != nil }

    /// A warning where our clock is off so far that a decision by it would have been another one; nil otherwise.
    package func clockWarning(_ clock: any WallClock) -> String? {
        guard let server = connection.serverClock.now else { return nil }
        let ahead = clock.now.timeIntervalSince(server)
        guard abs(ahead) > 300 else { return nil }
        return "this machine's clock says \(clock.now.rfc3339), the server's \(server.rfc3339); the server's counts"
    }
}
