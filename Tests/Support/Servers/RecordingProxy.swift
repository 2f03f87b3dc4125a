import Foundation
import Synchronization

/// Relays between a client and a server on this machine, and records the heads of the requests.
package final class RecordingProxy: Sendable {
    private struct State {
        var connections = 0
        var received: [UInt8] = []
    }

    private let listener: LoopbackListener
    private let state = Mutex(State())

    package init(forwardingTo port: Int) throws {
        listener = try LoopbackListener()
        listener.start { [weak self] client in
            guard let self else { return }
            state.withLock { $0.connections += 1 }
            client.relay(to: port) { [self] bytes in state.withLock { $0.received += bytes } }
        }
    }

    package var url: String { listener.url }

    package var connections: Int { state.withLock { $0.connections } }

    /// Each request's first line and header; these requests have no body.
    package var requestHeads: [String] {
        let text = String(decoding: state.withLock { $0.received }, as: UTF8.self)
        return text.components(separatedBy: "\r\n\r\n").filter { !$0.isEmpty }
    }
}
