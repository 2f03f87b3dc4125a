package import Base

/// The layers that every request of a program goes through, and their order.
package enum HTTPStack {
    /// Returns a transport with the layers around it.
    ///
    /// A request passes them from the top, its response from the bottom:
    ///
    /// 1. The program's outermost layers, such as ``WaitingLayer``, so that the whole wait counts.
    /// 2. ``TimeLimitLayer`` and ``IdentityLayer``: they don't depend on the server or the time.
    /// 3. ``AuthorizationLayer``: outside the retries, so that a request asks for its credential once.
    /// 4. ``RetryLayer``: outside the log, so that each attempt has its own line.
    /// 5. ``LogLayer``: outside the redirects, so that the line shows what the caller gets in the end.
    /// 6. ``RedirectLayer``: inside the authorization, so that a removed credential stays removed.
    /// 7. ``SecureTransportLayer``: last, so that it sees every URL, even after a redirect.
    ///
    /// - Parameter credential: The credential of the requests; nil for a program that talks to servers anonymously.
    package static func assemble(
        around transport: some HTTPTransport, identity: ClientIdentity, credential: RequestCredential?,
        timeout: Duration = .seconds(30), clock: any WallClock, log: (@Sendable (String) -> Void)? = nil,
        tell: @escaping @Sendable (String) -> Void = { _ in }, outermost: (any HTTPLayer)? = nil
    ) -> any HTTPTransport {
        let server = transport.wrapped(in: SecureTransportLayer())
            .wrapped(in: RedirectLayer(secretHeaders: AuthorizationLayer.secretHeaders))
        let logged = log.map { server.wrapped(in: LogLayer(write: $0)) } ?? server
        let repeated = logged.wrapped(in: RetryLayer(clock: clock, tell: tell))
        let authorized = credential.map { repeated.wrapped(in: AuthorizationLayer($0)) } ?? repeated
        let identified = authorized.wrapped(in: IdentityLayer(identity)).wrapped(in: TimeLimitLayer(timeout))
        return outermost.map { identified.wrapped(in: $0) } ?? identified
    }
}
