package import Base
import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The socket that clients of this machine connect to.
struct ListeningSocket: Sendable {
    /// The result of accepting a client.
    enum Arrival {
        case client(Socket)
        /// Nobody is waiting.
        case none
        /// The system has no room for another connection right now.
        case exhausted
    }

    let socket: Socket
    let port: UInt16

    /// Listens on 127.0.0.1; port 0 takes any free one.
    init(port: UInt16) throws(ListeningError) {
        let number = SystemSocket.make(AF_INET)
        guard number >= 0 else { throw ListeningError(address: "127.0.0.1:\(port)") }
        socket = Socket(number)
        var address = SocketPlatform.loopback(port: port)
        try Self.open(socket, &address, "127.0.0.1:\(port)")
        self.port = SystemSocket.port(of: number)
    }

    /// Listens on ::1; returns nil if the system doesn't have that address.
    init?(version6Port port: UInt16) throws(ListeningError) {
        let number = SystemSocket.make(AF_INET6)
        guard number >= 0 else { return nil }
        socket = Socket(number)
        socket.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY)
        self.port = port
        var address = SocketPlatform.version6Loopback(port: port)
        do {
            try Self.open(socket, &address, "[::1]:\(port)")
        } catch {
            guard error.isTaken else { return nil }
            throw error
        }
    }

    private static func open<Address>(
        _ socket: Socket, _ address: inout Address, _ name: String
    ) throws(ListeningError) {
        socket.set(SOL_SOCKET, SO_REUSEADDR)
        socket.makeNonBlocking()
        guard SystemSocket.bind(socket.number, &address), listen(socket.number, 128) == 0 else {
            throw ListeningError(address: name)
        }
    }

    func accept() -> Arrival {
        let number = SystemSocket.accept(socket.number)
        if number >= 0 {
            let client = Socket(number)
            client.makeNonBlocking()
            // Responses are written in one piece each: holding back a short one would only make clients wait.
            client.set(Int32(IPPROTO_TCP), TCP_NODELAY)
            return .client(client)
        }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
        default: return .none
        }
    }
}

/// The error if an address of this machine can't be listened on.
package struct ListeningError: CommandErrorConvertible, Equatable {
    /// The address with its port.
    package let address: String
    /// Whether another program uses it.
    package let isTaken: Bool
    private let words: String

    fileprivate init(address: String) {
        self.address = address
        isTaken = errno == EADDRINUSE
        words = SystemCall.lastErrorText()
    }

    /// The failure as a message, with exit code 1.
    package var commandError: CommandError { CommandError(.failure, "cannot listen on \(address): \(words)") }
}

/// The system calls that take an address.
private enum SystemSocket {
    static func make(_ family: Int32) -> Int32 { socket(family, SocketPlatform.stream, 0) }

    static func accept(_ number: Int32) -> Int32 { systemAccept(number, nil, nil) }

    static func bind<Address>(_ number: Int32, _ address: inout Address) -> Bool {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemBind(number, $0, socklen_t(MemoryLayout<Address>.size)) == 0
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
