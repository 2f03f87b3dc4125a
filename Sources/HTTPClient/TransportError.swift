package import Base

/// The error for a request that got no complete response.
public struct TransportError: Error, Sendable, Equatable {
    /// The kinds of failure that callers can tell apart.
    public enum Kind: String, Sendable, CaseIterable {
        /// The host name can't be resolved.
        case unresolvedHost
        /// Nothing accepted the connection, or the proxy couldn't establish it.
        case connectionFailed
        /// The proxy refused the connection, or its address is invalid.
        case refusedByProxy
        /// The server's certificate isn't trusted, or the TLS handshake failed.
        case untrustedServer
        /// The request timed out.
        case timedOut
        /// The connection broke while sending or receiving.
        case connectionLost
        /// The response isn't valid HTTP, or is too large.
        case malformedResponse
        /// The request must not be sent as it is, for example with plain `http:` to another host.
        case refused
        /// The system's HTTP library is missing or too old.
        case libraryUnavailable
        /// The system has no threads, memory or file descriptors left for the request.
        case exhausted
    }

    /// The kind of failure.
    public let kind: Kind
    /// The message for a person, without a period.
    public let message: String
    /// Whether the server may have received the request and acted on it.
    public internal(set) var requestMayHaveArrived: Bool
    /// The part of the response that arrived, if its head did.
    package var partialAnswer: HTTPResponse?
    /// What to do about the error: one action; nil for the usual advice for its kind.
    public let advice: String?

    /// Creates an error.
    public init(_ kind: Kind, _ message: String, requestMayHaveArrived: Bool, advice: String? = nil) {
        self.kind = kind
        self.message = message
        self.requestMayHaveArrived = requestMayHaveArrived
        self.advice = advice
    }
}
