import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The system's calls for sockets on 127.0.0.1.
package enum LoopbackSocket {
    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
        private static let bothWays = Int32(SHUT_RDWR)
    #else
        private static let stream = SOCK_STREAM
        private static let noSignal: Int32 = 0
        private static let bothWays = SHUT_RDWR
    #endif

    /// A socket that listens.
    ///
    /// - Parameter port: 0 takes a free one.
    package static func listen(on port: Int = 0) throws -> Int32 {
        let number = try bound(to: port)
        guard Foundation.listen(number, 128) == 0 else {
            close(number)
            throw POSIXError(.EADDRINUSE)
        }
        return number
    }

    /// A socket that has a port but does not listen on it.
    fileprivate static func bound(to port: Int) throws -> Int32 {
        let number = make()
        guard withAddress(port: port, { bind(number, $0, $1) }) == 0 else {
            close(number)
            throw POSIXError(.EADDRINUSE)
        }
        return number
    }

    /// The next connection, or nil if there is none.
    static func accept(_ listener: Int32) -> Int32? {
        let number = keepFromChildren(Foundation.accept(listener, nil, nil))
        return number < 0 ? nil : number
    }

    static func connect(to port: Int) throws -> Int32 {
        let number = make()
        guard withAddress(port: port, { Foundation.connect(number, $0, $1) }) == 0 else {
            close(number)
            throw POSIXError(.ECONNREFUSED)
        }
        return number
    }

    package static func port(of number: Int32) -> Int {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// The bytes that have arrived, after waiting for at least one; empty at the end.
    static func read(_ socket: Int32) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        return Array(buffer.prefix(max(count, 0)))
    }

    /// Sends all of the bytes; false if the other side is gone.
    static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, noSignal) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Shuts down both directions, so that everything that waits for bytes continues.
    static func hangUp(_ socket: Int32) { shutdown(socket, bothWays) }

    private static func make() -> Int32 { keepFromChildren(socket(AF_INET, stream, 0)) }

    /// A program that inherited a connection would keep it open after this process has closed it.
    private static func keepFromChildren(_ number: Int32) -> Int32 {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return number
    }

    private static func withAddress(port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// A port on which nothing listens while this value exists.
package final class DeadPort {
    package let number: Int
    private let socket: Int32

    package init() throws {
        socket = try LoopbackSocket.bound(to: 0)
        number = LoopbackSocket.port(of: socket)
    }

    deinit { close(socket) }
}
