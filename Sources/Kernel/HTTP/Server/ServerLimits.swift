/// What the server puts up with from one client, and how many it serves.
struct ServerLimits: Sendable {
    /// The bytes of a request line and its header fields, and again of the trailers of a chunked body.
    var headSize = 16 << 10
    /// The number of header fields.
    var fieldCount = 100
    /// The bytes of a body.
    var bodySize = 1 << 20
    /// The open connections; further clients wait until one closes.
    var connections = 64
    /// How long a request may take to arrive, from its first byte to its last.
    var requestTime = Duration.seconds(15)
    /// How long a connection may stay open between requests.
    var idleTime = Duration.seconds(60)
    /// How long a client may leave an answer unread.
    var sendTime = Duration.seconds(15)
    /// How long a closing connection goes on reading, so that the client gets to see the last answer.
    var drainTime = Duration.seconds(1)
}
