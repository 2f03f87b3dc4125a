/// The layers that every request of a program goes through, in the one place that says in which order.
package enum HTTPStack {
    /// Folds the layers around a transport.
    ///
    /// A request passes them from the top, its answer from the bottom:
    ///
    /// 1. ``WaitingLayer``: outside all others, so that all that a person waits for counts.
    /// 2. ``IdentityLayer``: what does not depend on the server or the moment comes first.
    /// 3. ``AuthorizationLayer``: outside the retries, so that a request asks for its credential once.
    /// 4. ``RetryLayer``: outside the log, so that each sending has a line of its own.
    /// 5. ``LogLayer``: outside the redirects, so that the line tells what the caller gets in the end.
    /// 6. ``RedirectLayer``: inside the authorization, so that what it takes away stays away.
    /// 7. ``SecureTransportLayer``: last, so that no address is reached that it has not seen, not by a redirect either.
    package static func assemble(
        around transport: some HTTPTransport, identity: ClientIdentity,
        credential: @escaping @Sendable () async throws -> String?,
        renewal: @escaping @Sendable (_ refused: String) async throws -> String? = { _ in nil }, clock: any WallClock,
        log: (@Sendable (String) -> Void)? = nil, waiting: RequestWaiting? = nil
    ) -> any HTTPTransport {
        let server = transport.wrapped(in: SecureTransportLayer()).wrapped(in: RedirectLayer())
        let logged = log.map { server.wrapped(in: LogLayer(write: $0)) } ?? server
        let identified = logged.wrapped(in: RetryLayer(clock: clock))
            .wrapped(in: AuthorizationLayer(credential: credential, renewal: renewal))
            .wrapped(in: IdentityLayer(identity))
        return waiting.map { identified.wrapped(in: WaitingLayer($0)) } ?? identified
    }
}
