/// Why no complete answer came to a request.
public struct TransportError: Error, Sendable, Equatable {
    /// The kinds of failure that callers tell apart.
    public enum Kind: String, Sendable, CaseIterable {
        /// The host's name has no address.
        case unresolvedHost
        /// Nothing accepted the connection, or the proxy did not.
        case connectionFailed
        /// The server's certificate is not trusted, or TLS could not be agreed.
        case untrustedServer
        /// The time allowed ran out.
        case timedOut
        /// The connection broke while sending or receiving.
        case connectionLost
        /// What came back is not HTTP, or is larger than any answer of this API.
        case malformedResponse
        /// The request must not be sent as it is, such as plain `http:` to another host.
        case refused
        /// The system's HTTP library is missing or too old.
        case libraryUnavailable
    }

    /// What kind of failure this is.
    public let kind: Kind
    /// What happened, in words for a person, without a full stop.
    public let message: String
    /// Whether the server may have received the request and acted on it.
    public let requestMayHaveArrived: Bool

    /// Describes a failure.
    public init(_ kind: Kind, _ message: String, requestMayHaveArrived: Bool) {
        self.kind = kind
        self.message = message
        self.requestMayHaveArrived = requestMayHaveArrived
    }
}
