import Foundation
import Synchronization

/// A server on its own port that answers with given bytes, valid or not.
///
/// It serves until it is freed; open connections then stay open until the client closes them.
package final class ScriptedServer: Sendable {
    package typealias Request = ServerConnection.Request

    /// The server's reaction to a request.
    package enum Reply: Sendable {
        /// Sends these bytes and waits for the next request of the connection.
        case bytes([UInt8])
        /// Sends these bytes and closes the connection.
        case bytesThenClose([UInt8])
        /// Sends nothing until the client closes the connection.
        case silence
        /// Relays everything to and from a port of this machine, after these bytes.
        case tunnel(port: Int, greeting: [UInt8])
        /// Passes the connection to a function and closes it when that returns.
        case conversation(@Sendable (inout ServerConnection) -> Void)

        /// A complete answer with a length.
        package static func ok(_ body: String, headers: String = "") -> Reply {
            .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)".utf8))
        }

        /// Bytes written as text.
        package static func text(_ text: String) -> Reply { .bytes(Array(text.utf8)) }
    }

    private let listener: LoopbackListener
    private let script: Script

    /// - Parameters:
    ///   - waits: Whether each reply waits for ``release()``.
    ///   - onHangUp: Called whenever the server is done with a connection.
    ///   - reply: Returns the reaction to each request.
    package init(
        waits: Bool = false, onHangUp: @escaping @Sendable () -> Void = {},
        _ reply: @escaping @Sendable (Request) -> Reply
    ) throws {
        listener = try LoopbackListener()
        script = Script(gate: waits ? DispatchSemaphore(value: 0) : nil, reply)
        listener.start { [script] connection in
            script.converse(&connection)
            onHangUp()
        }
    }

    /// Answers every request with the same bytes, each on its own connection.
    package convenience init(always answer: some Collection<UInt8>, waits: Bool = false) throws {
        let bytes = Array(answer)
        try self.init(waits: waits) { _ in .bytesThenClose(bytes) }
    }

    package convenience init(always answer: String, waits: Bool = false) throws {
        try self.init(always: answer.utf8, waits: waits)
    }

    /// Passes each connection to a function once a request has arrived.
    package static func conversing(
        _ converse: @escaping @Sendable (inout ServerConnection) -> Void
    ) throws -> ScriptedServer {
        try ScriptedServer { _ in .conversation(converse) }
    }

    /// Passes each connection to a function at once, without reading a request: those of TLS clients are unreadable.
    package init(onConnection serve: @escaping @Sendable (inout ServerConnection) -> Void) throws {
        listener = try LoopbackListener()
        script = Script(gate: nil) { _ in .silence }
        listener.start(serve)
    }

    deinit { script.letGo() }

    package var port: Int { listener.port }
    package var url: String { listener.url }

    /// The requests so far.
    package var requests: [Request] { script.state.withLock { $0.requests } }
    /// The number of connections that were accepted so far.
    package var connectionCount: Int { script.state.withLock { $0.connections } }

    package func address(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    /// Waits until another request has arrived; the limit of a minute is for clients that end without one.
    package func waitForRequest() async throws {
        try await inThreadOfItsOwn { [script] in
            guard script.arrival.wait(timeout: .now() + 60) == .success else { throw POSIXError(.ETIMEDOUT) }
        }
    }

    /// Releases one reply.
    package func release() { script.gate?.signal() }

    /// An answer with a status, a JSON body and further header lines, after which the connection closes.
    package static func response(_ status: String, _ body: String, headers: [String] = []) -> String {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}

/// The state of a server, separate from the server itself: a waiting connection must not keep it alive.
private final class Script: Sendable {
    struct State {
        var requests: [ScriptedServer.Request] = []
        var connections = 0
    }

    let state = Mutex(State())
    let arrival = DispatchSemaphore(value: 0)
    let gate: DispatchSemaphore?
    private let reply: @Sendable (ScriptedServer.Request) -> ScriptedServer.Reply

    init(gate: DispatchSemaphore?, _ reply: @escaping @Sendable (ScriptedServer.Request) -> ScriptedServer.Reply) {
        self.gate = gate
        self.reply = reply
    }

    func converse(_ connection: inout ServerConnection) {
        state.withLock { $0.connections += 1 }
        while let request = connection.readRequest() {
            state.withLock { $0.requests.append(request) }
            arrival.signal()
            gate?.wait()
            switch reply(request) {
            case .bytes(let bytes): connection.send(bytes)
            case .bytesThenClose(let bytes):
                connection.send(bytes)
                return
            case .silence: connection.readToEnd()
            case .tunnel(let port, let greeting):
                connection.send(greeting)
                return connection.relay(to: port)
            case .conversation(let body): return body(&connection)
            }
        }
    }

    /// Releases every waiting reply.
    func letGo() {
        for _ in state.withLock({ $0.requests }) { gate?.signal() }
    }
}
