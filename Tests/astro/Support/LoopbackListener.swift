import Foundation

/// A socket on this machine that hands each connection to a thread of its own, for as long as somebody holds it.
final class LoopbackListener: Sendable {
    private let socket: Int32

    init() throws { socket = try LoopbackSocket.listen() }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    var url: String { "http://127.0.0.1:\(LoopbackSocket.port(of: socket))" }

    /// - Parameter serve: Serves a connection and closes it; it must not hold the one who holds this value.
    func start(_ serve: @escaping @Sendable (Int32) -> Void) {
        Thread.detachNewThread { [socket] in
            while true {
                let client = LoopbackSocket.keepFromChildren(accept(socket, nil, nil))
                guard client >= 0 else { return }
                Thread.detachNewThread { serve(client) }
            }
        }
    }
}
