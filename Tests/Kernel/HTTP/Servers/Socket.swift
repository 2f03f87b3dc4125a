#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The calls to the system that the test servers make.
enum Socket {
    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        static let bothWays = Int32(SHUT_RDWR)
    #else
        private static let stream = SOCK_STREAM
        static let bothWays = SHUT_RDWR
    #endif

    struct Failure: Error {}

    /// A socket that listens on a free port of 127.0.0.1.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let (socket, port) = try bound()
        guard startListening(socket) else { throw Failure() }
        return (socket, port)
    }

    /// A socket that has a free port of 127.0.0.1 and does not listen on it.
    fileprivate static func bound() throws -> (socket: Int32, port: UInt16) {
        let socket = Inheritance.keeping { makeSocket(stream) }
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withGenericPointer(&address) { pointer in
            bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
        }
        guard socket >= 0, isBound else { throw Failure() }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// The next connection; negative when there is none.
    static func accept(_ listener: Int32) -> Int32 {
        var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, -1) < 0 {}
        return Inheritance.keeping { acceptConnection(listener) }
    }

    static func connect(_ port: UInt16) -> Int32? {
        let socket = Inheritance.keeping { makeSocket(stream) }
        var address = loopback(port: port)
        let isConnected = withGenericPointer(&address) { pointer in
            connectSocket(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        return isConnected ? socket : nil
    }

    /// What has arrived, waiting for a byte; nothing at the end.
    static func read(_ socket: Int32) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        return Array(buffer.prefix(max(count, 0)))
    }

    static func write(_ bytes: [UInt8], to socket: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func copy(from source: Int32, to target: Int32) {
        while true {
            let bytes = read(source)
            if bytes.isEmpty { return }
            write(bytes, to: target)
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func withGenericPointer<Result>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }

    private static func startListening(_ socket: Int32) -> Bool { listenOn(socket) == 0 }
}

/// A port on which nothing listens, and nothing will while this value is there.
final class DeadPort {
    let number: UInt16
    private let socket: Int32

    init() throws { (socket, number) = try Socket.bound() }

    deinit { close(socket) }
}

// The methods of these names above would hide the system's functions.
private func acceptConnection(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }
private func makeSocket(_ type: Int32) -> Int32 { socket(AF_INET, type, 0) }
private func listenOn(_ socket: Int32) -> Int32 { listen(socket, 128) }
private func connectSocket(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    connect(socket, address, size)
}
