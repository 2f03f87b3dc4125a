#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Sends a repeatable request again when the server is busy or could not be reached.
///
/// `GET` and `DELETE` are sent three times at most; any other request once, since its first sending may have had
/// its effect. A request that timed out is not sent again: the person has waited for as long as they said they
/// would. Nor is one that was refused or met a server that is not trusted: it would fail in the same way.
package struct RetryLayer: HTTPLayer {
    /// Which sending of the same request this is, from 1, for whoever handles it further in.
    @TaskLocal package static var attempt = 1

    private let clock: any WallClock
    private let random: @Sendable (ClosedRange<Double>) -> Double

    private static let maximumAttempts = 3
    /// The longest first wait, in seconds; each later one may be twice as long.
    private static let base = 0.25
    /// The longest wait of all, in seconds.
    private static let cap = 8.0
    /// The longest wait that a server may ask for, in seconds; one that asks for more is not waited for.
    private static let patience = 60.0

    /// Makes a layer.
    ///
    /// - Parameters:
    ///   - clock: Waits between two sendings, and says what time a server's date is compared with.
    ///   - random: Picks a number of a range, so that many clients do not come back at the same moment.
    package init(
        clock: any WallClock,
        random: @escaping @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) }
    ) {
        self.clock = clock
        self.random = random
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        guard request.method.isRepeatable else { return try await next.send(request) }
        var attempt = 1
        while true {
            let wait: Double
            do {
                var response = try await Self.$attempt.withValue(attempt) { try await next.send(request) }
                response.attempts = attempt
                guard attempt < Self.maximumAttempts, let pause = pause(after: response, attempt) else {
                    return response
                }
                wait = pause
            } catch let error as TransportError where attempt < Self.maximumAttempts && error.kind.mayPass {
                wait = backoff(attempt)
            }
            try await clock.sleep(for: .seconds(wait))
            attempt += 1
        }
    }

    /// How long to wait before the next sending, in seconds; nil when the answer stands.
    private func pause(after response: HTTPResponse, _ attempt: Int) -> Double? {
        guard [429, 502, 503, 504].contains(response.status) else { return nil }
        guard let asked = RetryAfter.seconds(in: response.headers, now: clock.now) else {
            return backoff(attempt)
        }
        return asked <= Self.patience ? asked : nil
    }

    /// Any time up to a limit that doubles ("full jitter").
    private func backoff(_ attempt: Int) -> Double {
        var limit = Self.base
        for _ in 1..<attempt { limit *= 2 }
        return random(0...min(limit, Self.cap))
    }
}

extension TransportError.Kind {
    /// Whether the same request may fare better in a moment.
    fileprivate var mayPass: Bool {
        switch self {
        case .unresolvedHost, .connectionFailed, .connectionLost: true
        case .untrustedServer, .timedOut, .malformedResponse, .refused, .libraryUnavailable: false
        }
    }
}
