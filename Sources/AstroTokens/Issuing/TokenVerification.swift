#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Delivery
import Kernel

/// Uses a new value once, so that success is reported only if it works.
struct TokenVerification {
    let client: AstroClient
    let clock: any WallClock
    let output: Output

    /// How long a new value may take until every server knows it.
    private static let patience = Duration.seconds(10)

    /// - Throws: The server's last error if it does not accept the value in time.
    func check(_ issued: IssuedSecret<APIToken>) async throws {
        let deadline = clock.now.addingTimeInterval(Self.patience.timeInterval)
        try await output.progress("Waiting for the new value to work") { _ in
            var wait = Duration.milliseconds(100)
            while let failure = await failure(of: issued) {
                guard clock.now < deadline else { throw failure }
                try await clock.sleep(for: wait)
                wait = min(wait * 2, .seconds(2))
            }
        }
    }

    /// Returns why the value doesn't work yet; nil once it does.
    private func failure(of issued: IssuedSecret<APIToken>) async -> (any Error)? {
        do {
            return try await client.refusal(of: issued.value, asTokenID: issued.id)
        } catch {
            return error
        }
    }
}
