import Synchronization

@testable import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server on a port of its own that answers with the bytes it is told to, good or bad.
///
/// It serves until it is freed; connections that are open then stay open until the client closes them.
final class LoopbackServer: Sendable {
    /// What the server does with a request.
    enum Reply: Sendable {
        /// Sends these bytes and waits for the next request of the connection.
        case bytes([UInt8])
        /// Sends these bytes and closes the connection.
        case bytesThenClose([UInt8])
        /// Sends nothing until the client hangs up.
        case silence
        /// Relays everything to and from a port of this machine, after these bytes.
        case tunnel(port: UInt16, greeting: [UInt8])

        /// A whole answer with a length.
        static func ok(_ body: String, headers: String = "") -> Reply {
            .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)".utf8))
        }

        /// Bytes written as text.
        static func text(_ text: String) -> Reply { .bytes(Array(text.utf8)) }
    }

    /// What arrived.
    struct Request: Sendable {
        /// The first line and the header lines.
        let lines: [String]
        let body: String
        /// Which connection it came over, from 0 in order of arrival.
        let connection: Int

        var firstLine: String { lines.first ?? "" }

        /// The value of a header field.
        func header(_ name: String) -> String? {
            let prefix = name.lowercased() + ":"
            return lines.dropFirst().first { $0.lowercased().hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count).drop { $0 == " " }) }
        }
    }

    let port: UInt16
    private let received = Mutex<[Request]>([])
    private let connections = Mutex(0)
    private let onHangUp: @Sendable () -> Void

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - onHangUp: called whenever a connection was closed, by the client or by this server.
    ///   - reply: says what to do with each request.
    init(onHangUp: @escaping @Sendable () -> Void = {}, _ reply: @escaping @Sendable (Request) -> Reply) throws {
        self.onHangUp = onHangUp
        let (listener, port) = try Socket.listen()
        self.port = port
        _ = BackgroundThread.start { [weak self] in
            while true {
                let socket = Socket.accept(listener)
                guard let self else { close(socket); break }
                serve(socket, reply)
            }
            // Whoever else closed it would leave its number to a socket of another test while this thread accepts.
            close(listener)
        }
    }

    deinit {
        // Wakes the thread, which finds that there is no server any more.
        Socket.connect(port).map { _ = close($0) }
    }

    /// The requests so far.
    var requests: [Request] { received.withLock { $0 } }
    /// How many connections were accepted so far.
    var connectionCount: Int { connections.withLock { $0 } }

    func address(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    private func serve(_ socket: Int32, _ reply: @escaping @Sendable (Request) -> Reply) {
        let number = connections.withLock { count in
            defer { count += 1 }
            return count
        }
        _ = BackgroundThread.start { [self] in
            converse(ServerConnection(socket: socket, number: number), reply)
            close(socket)
            onHangUp()
        }
    }

    private func converse(_ connection: ServerConnection, _ reply: (Request) -> Reply) {
        var connection = connection
        while let request = connection.readRequest() {
            received.withLock { $0.append(request) }
            switch reply(request) {
            case .bytes(let bytes): connection.write(bytes)
            case .bytesThenClose(let bytes): return connection.write(bytes)
            case .silence: connection.readToEnd()
            case .tunnel(let port, let greeting): return connection.relay(to: port, greeting: greeting)
            }
        }
    }
}
