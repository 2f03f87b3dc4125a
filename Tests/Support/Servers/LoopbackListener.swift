import Foundation
import Synchronization

/// A socket on this machine that passes each connection to its own thread, as long as something holds this value.
///
/// Open connections then stay open until their thread is done with them.
package final class LoopbackListener: Sendable {
    package let port: Int
    private let socket: Int32
    private let hasEnded = Ending()

    private final class Ending: Sendable {
        let flag = Atomic(false)
    }

    package init() throws {
        socket = try LoopbackSocket.listen()
        port = LoopbackSocket.port(of: socket)
    }

    deinit {
        hasEnded.flag.store(true, ordering: .sequentiallyConsistent)
        // Wakes up the accepting thread.
        if let number = try? LoopbackSocket.connect(to: port) { close(number) }
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// - Parameter serve: Serves a connection, which is closed afterwards; it must not hold the owner of this value.
    package func start(_ serve: @escaping @Sendable (inout ServerConnection) -> Void) {
        Thread.detachNewThread { [socket, hasEnded] in
            var count = 0
            while true {
                let client = LoopbackSocket.accept(socket)
                if hasEnded.flag.load(ordering: .sequentiallyConsistent) {
                    client.map { _ = close($0) }
                    break
                }
                guard let client else { continue }
                let connection = ServerConnection(socket: client, number: count)
                count += 1
                Thread.detachNewThread {
                    var connection = connection
                    serve(&connection)
                    close(client)
                }
            }
            // If anything else closed it, its number could become another test's socket while this thread accepts.
            close(socket)
        }
    }
}
