import Foundation
import Synchronization

/// A server that gives every request the same bytes, each on a connection of its own, when the test lets it.
final class CannedServer: Sendable {
    private let listener: LoopbackListener
    private let received = Mutex(0)
    private let gate: DispatchSemaphore?
    private let arrival = DispatchSemaphore(value: 0)

    /// - Parameter waits: Whether each answer waits for ``release()``.
    init(_ answer: String, waits: Bool = false) throws {
        listener = try LoopbackListener()
        gate = waits ? DispatchSemaphore(value: 0) : nil
        listener.start { [weak self] client in self?.serve(client, Array(answer.utf8)) }
    }

    deinit { gate?.signal() }

    var url: String { listener.url }

    /// How many requests came.
    var requests: Int { received.withLock { $0 } }

    /// Waits until a request is here; the minute is for clients that end without one.
    func waitForRequest() async throws {
        try await inThreadOfItsOwn { [arrival] in
            guard arrival.wait(timeout: .now() + 60) == .success else { throw POSIXError(.ETIMEDOUT) }
        }
    }

    /// Lets one answer go.
    func release() { gate?.signal() }

    /// An answer with a status, a JSON body and further header lines.
    static func response(_ status: String, _ body: String, headers: [String] = []) -> String {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private func serve(_ client: Int32, _ answer: [UInt8]) {
        defer { close(client) }
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            head += buffer[..<count]
        }
        received.withLock { $0 += 1 }
        arrival.signal()
        gate?.wait()
        _ = send(client, answer, answer.count, LoopbackSocket.noSignal)
    }
}
