import Dispatch
import Testing

@testable import Base
@testable import LoopbackServer
@testable import Kernel
@testable import Sandbox

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A client that sends given bytes, valid or not.
struct SocketClient: Sendable {
    private let socket: Socket

    init(port: Int) throws {
        socket = Socket(openSocket(AF_INET, SocketPlatform.stream, 0))
        // A test that waits in vain for bytes fails instead of hanging.
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(socket.number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = SocketPlatform.loopback(port: UInt16(port))
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw CommandError(.network, String(cString: strerror(errno))) }
    }

    /// Sends a text; false if the server does not accept all of it.
    @discardableResult
    func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty, case .moved(let count) = socket.send(rest) { rest = rest.dropFirst(count) }
        return rest.isEmpty
    }

    func finishSending() { socket.finishSending() }

    /// Reads until the text read satisfies `isEnough`, or the server closes the connection.
    func receive(until isEnough: (String) -> Bool = { _ in false }) -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isEnough(String(decoding: received, as: UTF8.self)) {
            guard case .moved(let count) = socket.receive(into: &buffer) else { break }
            received += buffer[..<count]
        }
        return String(decoding: received, as: UTF8.self)
    }
}

/// A sandbox served over a socket while a test talks to it.
struct ServedSandbox {
    let sandbox = SandboxFixture()
    var limits = ServerLimits()

    /// The header lines that a valid request needs.
    func head(_ more: String = "") throws -> String {
        "Host: localhost\r\nAuthorization: Bearer \(try sandbox.store.ownerCredential())\r\n\(more)"
    }

    /// Runs `body` with a port on which the API is served; it may block, since it runs on its own thread.
    func serve<Result: Sendable>(_ body: @escaping @Sendable (Int) throws -> Result) async throws -> Result {
        let server = try LoopbackServer(sandbox.api, port: 0, limits: limits)
        let serving = Task { try await server.run() }
        let port = server.port
        let result = await withCheckedContinuation { continuation in
            DispatchQueue(label: "client").async { continuation.resume(returning: Swift.Result { try body(port) }) }
        }
        serving.cancel()
        try await serving.value
        return try result.get()
    }

    /// Sends a text over one connection and reads until the server closes it.
    func exchange(_ text: String) async throws -> String {
        try await serve { port in
            let client = try SocketClient(port: port)
            client.send(text)
            return client.receive()
        }
    }
}

// The property with this name above would hide the system's function.
private func openSocket(_ family: Int32, _ type: Int32, _ number: Int32) -> Int32 { socket(family, type, number) }
