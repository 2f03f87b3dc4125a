#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// Uses a new value once, so that nobody is told of success before it works.
struct TokenVerification {
    let client: AstroClient
    let clock: any WallClock

    /// How long a new value may take to be known everywhere.
    private static let patience = Duration.seconds(10)

    /// - Throws: What the server said last where it does not accept the value in time.
    func check(_ issued: IssuedSecret<APIToken>) async throws {
        let deadline = clock.now.addingTimeInterval(Self.patience.timeInterval)
        var wait = Duration.milliseconds(100)
        while true {
            do {
                _ = try await client.authorized(by: issued.value).token(id: issued.id)
                return
            } catch let error as APIError where [403, 404].contains(error.status) {
                // Whoever is told what it may not do or see has been let in.
                return
            } catch {
                guard clock.now < deadline else { throw error }
                try await clock.sleep(for: wait)
                wait = min(wait * 2, .seconds(2))
            }
        }
    }
}
