package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Retries a request if that is safe, and the server was busy or couldn't be reached.
///
/// `GET`, `HEAD` and `DELETE` are sent at most three times; any other request once, because the first attempt may have
/// had an effect, except after a 429 with `Retry-After`, which says that it had none and when to retry. A request that
/// timed out is not retried: the user has waited for as long as they asked. Nor is one that was refused
/// or met an untrusted server: it would fail again.
///
/// A 429 pauses all requests that are sent concurrently (``RequestPacing``).
package struct RetryLayer: HTTPLayer {
    /// The number of this attempt, from 1, for the layers inside.
    @TaskLocal package static var attempt = 1

    private let clock: any WallClock
    private let random: @Sendable (ClosedRange<Double>) -> Double
    private let tell: @Sendable (String) -> Void

    private static let maximumAttempts = 3
    /// The maximum first wait, in seconds; each later one may be twice as long.
    private static let base = 0.25
    /// The maximum wait, in seconds.
    private static let cap = 8.0
    /// The maximum wait that a server may ask for, in seconds; if it asks for more, the request isn't retried.
    package static let patience = 60.0
    /// The maximum wait without a notice, in seconds.
    private static let silence = 2.0

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - clock: Waits between attempts, and is compared with the dates that a server sends.
    ///   - random: Picks a number in a range, so that many clients don't retry at the same moment.
    ///   - tell: Gets a sentence about each noticeable wait.
    package init(
        clock: any WallClock,
        random: @escaping @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) },
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.clock = clock
        self.random = random
        self.tell = tell
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        var attempt = 1
        var mayHaveArrived = false
        let pacing = RequestPacing.current
        while true {
            let wait: Double
            try await pacing?.wait()
            do {
                var response = try await Self.$attempt.withValue(attempt) { try await next.send(request) }
                response.attempts = attempt
                let isNews = holdOthers(after: response, attempt)
                guard attempt < Self.maximumAttempts, let pause = pause(after: response, to: request, attempt, isNews)
                else {
                    return response
                }
                wait = pause
            } catch var error as TransportError {
                // A later failure doesn't undo the effect of an earlier attempt.
                mayHaveArrived = mayHaveArrived || error.requestMayHaveArrived
                error.requestMayHaveArrived = mayHaveArrived
                guard request.method.isRepeatable, attempt < Self.maximumAttempts, error.kind.mayPass else {
                    throw error
                }
                wait = backoff(attempt)
            }
            try await clock.sleep(for: .seconds(wait))
            attempt += 1
        }
    }

    /// Pauses concurrent requests after a 429; returns false if they already wait.
    private func holdOthers(after response: HTTPResponse, _ attempt: Int) -> Bool {
        guard response.status == 429, let pacing = RequestPacing.current else { return true }
        let wait = RetryAfter.seconds(in: response.headers, now: clock.now) ?? backoff(attempt)
        return wait > Self.patience || pacing.hold(for: wait)
    }

    /// Returns the wait before the next attempt, in seconds; nil if the response is final.
    ///
    /// - Parameter isNews: Whether no notice about a wait that long was given yet.
    private func pause(
        after response: HTTPResponse, to request: HTTPRequest, _ attempt: Int, _ isNews: Bool
    ) -> Double? {
        guard [429, 502, 503, 504].contains(response.status) else { return nil }
        let asked = RetryAfter.seconds(in: response.headers, now: clock.now)
        guard request.method.isRepeatable || response.status == 429 && asked != nil else { return nil }
        guard let asked else { return backoff(attempt) }
        guard asked <= Self.patience else { return nil }
        if asked > Self.silence, isNews {
            let host = request.url.host() ?? "the server"
            tell(
                "\(host) is busy (status \(response.status)) and asks to wait \(Int(asked.rounded(.up))) s; trying again then."
            )
        }
        return asked
    }

    /// Returns any time up to a limit that doubles ("full jitter").
    private func backoff(_ attempt: Int) -> Double {
        var limit = Self.base
        for _ in 1..<attempt { limit *= 2 }
        return random(0...min(limit, Self.cap))
    }
}

extension TransportError.Kind {
    /// Whether a retry may succeed.
    fileprivate var mayPass: Bool {
        switch self {
        case .unresolvedHost, .connectionFailed, .connectionLost: true
        case .refusedByProxy, .untrustedServer, .timedOut, .malformedResponse, .refused, .libraryUnavailable,
            .exhausted:
            false
        }
    }
}
