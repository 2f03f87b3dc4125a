#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Kernel

/// The socket that clients of this machine connect to.
struct ListeningSocket: Sendable {
    /// What came of accepting a client.
    enum Arrival {
        case client(Socket)
        /// Nobody waits.
        case none
        /// The system has no room for another connection at present.
        case exhausted
    }

    let socket: Socket
    let port: UInt16

    /// Listens on 127.0.0.1; port 0 takes any free one.
    init(port: UInt16) throws {
        let number = SystemSocket.make()
        guard number >= 0 else { throw Self.failure(port) }
        socket = Socket(number)
        socket.set(SOL_SOCKET, SO_REUSEADDR)
        socket.makeNonBlocking()
        guard SystemSocket.bind(number, port: port), listen(number, 128) == 0 else { throw Self.failure(port) }
        self.port = SystemSocket.port(of: number)
    }

    func accept() -> Arrival {
        let number = SystemSocket.accept(socket.number)
        if number >= 0 {
            let client = Socket(number)
            client.makeNonBlocking()
            // Answers are written in one piece each: holding back a short one would only make clients wait.
            client.set(Int32(IPPROTO_TCP), TCP_NODELAY)
            return .client(client)
        }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
        default: return .none
        }
    }

    private static func failure(_ port: UInt16) -> CommandError {
        CommandError(
            .failure, "cannot listen on 127.0.0.1:\(port): \(String(cString: strerror(errno)))",
            hint: "astro sandbox serve --port 0 takes any free port")
    }
}

/// The system's calls that take an address.
private enum SystemSocket {
    static func make() -> Int32 { socket(AF_INET, SocketPlatform.stream, 0) }

    static func accept(_ number: Int32) -> Int32 { systemAccept(number, nil, nil) }

    static func bind(_ number: Int32, port: UInt16) -> Bool {
        var address = SocketPlatform.loopback(port: port)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemBind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// The port that the system chose.
    static func port(of number: Int32) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}

// The methods of these names above would hide the system's functions.
private func systemBind(_ number: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    bind(number, address, size)
}
private func systemAccept(
    _ number: Int32, _ address: UnsafeMutablePointer<sockaddr>?, _ size: UnsafeMutablePointer<socklen_t>?
) -> Int32 {
    accept(number, address, size)
}
