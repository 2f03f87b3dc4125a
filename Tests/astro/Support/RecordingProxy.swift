import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Stands between a client and a server on this machine, and keeps the heads of the requests that pass.
final class RecordingProxy: Sendable {
    private struct State {
        var connections = 0
        var received: [UInt8] = []
    }

    private let listener: LoopbackListener
    private let state = Mutex(State())

    init(forwardingTo port: Int) throws {
        listener = try LoopbackListener()
        listener.start { [weak self] client in self?.serve(client, forwardingTo: port) }
    }

    var url: String { listener.url }

    var connections: Int { state.withLock { $0.connections } }

    /// Each request's first line and header; the requests that pass here have no body.
    var requestHeads: [String] {
        let text = String(decoding: state.withLock { $0.received }, as: UTF8.self)
        return text.components(separatedBy: "\r\n\r\n").filter { !$0.isEmpty }
    }

    private func serve(_ client: Int32, forwardingTo port: Int) {
        state.withLock { $0.connections += 1 }
        guard let server = try? LoopbackSocket.connect(to: port) else { return }
        Thread.detachNewThread { Self.pump(server, client) { _ in } }
        Self.pump(client, server) { bytes in state.withLock { $0.received += bytes } }
    }

    private static func pump(_ source: Int32, _ target: Int32, _ seen: ([UInt8]) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            seen(Array(buffer[..<count]))
            guard send(target, buffer, count, LoopbackSocket.noSignal) == count else { break }
        }
        shutdown(target, Int32(SHUT_WR))
    }
}

/// The system's calls for sockets on this machine.
enum LoopbackSocket {
    #if canImport(Glibc)
        static let noSignal = Int32(MSG_NOSIGNAL)
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        static let noSignal: Int32 = 0
        private static let stream = SOCK_STREAM
    #endif

    /// A socket that processes started meanwhile do not hold open.
    private static func make() -> Int32 { keepFromChildren(socket(AF_INET, stream, 0)) }

    static func keepFromChildren(_ number: Int32) -> Int32 {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return number
    }

    /// - Parameter port: 0 takes a free one.
    static func listen(on port: Int = 0) throws -> Int32 {
        let number = make()
        guard try withAddress(port: port, { bind(number, $0, $1) }) == 0, Foundation.listen(number, 16) == 0 else {
            close(number)
            throw POSIXError(.EADDRINUSE)
        }
        return number
    }

    static func connect(to port: Int) throws -> Int32 {
        let number = make()
        guard try withAddress(port: port, { Foundation.connect(number, $0, $1) }) == 0 else {
            throw POSIXError(.ECONNREFUSED)
        }
        return number
    }

    static func port(of number: Int32) -> Int {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func withAddress(
        port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
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
