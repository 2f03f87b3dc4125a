import Base

/// The server's limits for one client, and the number of clients.
package struct ServerLimits: Sendable {
    /// The size of a request line and its header fields, and again of a chunked body's trailers, in bytes.
    var headSize = 16 << 10
    /// The number of header fields.
    var fieldCount = 100
    /// The size of a body in bytes.
    var bodySize = 1 << 20
    /// The number of open connections; further clients wait until one closes.
    var connections = 64
    /// The time limit for a request to arrive, from its first byte to its last.
    var requestTime = Duration.seconds(15)
    /// How long a connection may be idle between requests.
    var idleTime = Duration.seconds(60)
    /// How long a client may leave a response unread.
    var sendTime = Duration.seconds(15)
    /// How long a closing connection keeps reading, so that the client gets to see the last response.
    var drainTime = Duration.seconds(1)

    /// The limits for a server that browsers use: they send the cookies of every program that was ever
    /// opened at `localhost`, on any port, up to 180 of 4 kB each.
    package static let forBrowsers = ServerLimits(headSize: 1 << 20, fieldCount: 500)
}
