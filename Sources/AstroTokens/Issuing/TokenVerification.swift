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
    /// The token before its rotation; nil for a value that another token has.
    let before: APIToken?

    /// How long a new value may take until every server knows it.
    private static let patience = Duration.seconds(10)

    /// - Throws: What the server said last where it does not accept the value in time; ``SupersededSecret`` as soon as
    ///   it tells of a later rotation.
    func check(_ issued: IssuedSecret<APIToken>) async throws {
        let deadline = clock.now.addingTimeInterval(Self.patience.timeInterval)
        try await output.progress("Waiting for the new value to work") { _ in
            var wait = Duration.milliseconds(100)
            while let failure = await failure(of: issued) {
                guard clock.now < deadline, !(failure is SupersededSecret) else { throw failure }
                try await clock.sleep(for: wait)
                wait = min(wait * 2, .seconds(2))
            }
        }
    }

    /// Returns why the value doesn't work yet; nil once it does.
    private func failure(of issued: IssuedSecret<APIToken>) async -> (any Error)? {
        do {
            guard let refusal = try await client.refusal(of: issued.value, asTokenID: issued.id) else { return nil }
            guard let before, before.id == issued.id, issued.prefix != before.shortToken,
                let live = try? await client.token(id: issued.id),
                issued.publicRecord.isSuperseded(by: live, since: before)
            else { return refusal }
            return SupersededSecret(of: issued.subject)
        } catch {
            return error
        }
    }
}
