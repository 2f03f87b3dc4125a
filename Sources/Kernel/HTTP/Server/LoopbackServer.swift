import Dispatch
import Synchronization

/// A responder over HTTP/1.1 on this machine, for other programs of it.
///
/// ```swift
/// let server = try LoopbackServer(responder, port: 8080)
/// await server.run()  // until the task is cancelled
/// ```
package final class LoopbackServer: RunnableServer {
    /// The addresses that a server listens on.
    package enum Reach: Sendable {
        /// 127.0.0.1.
        case numeric
        /// Every address that the name `localhost` may stand for: 127.0.0.1, and ::1 where the system has it.
        case localhost
    }

    /// The port that it listens on.
    package let port: Int

    private let handler: RequestHandler
    private let limits: ServerLimits
    private let wake: WakeSignal
    /// Held until it is run, so that the sockets close when the run ends.
    private let listeners: Mutex<[ListeningSocket]>

    /// Listens at once; clients that connect wait for ``run()``.
    ///
    /// - Parameter port: 0 to 65535, where 0 takes any free one.
    /// - Throws: ``ListeningError`` where the port is taken; `CommandError` where it is no port at all.
    package convenience init(_ responder: any HTTPResponder, port: Int = 0, reach: Reach = .numeric) throws {
        try self.init(responder, port: port, reach: reach, limits: ServerLimits())
    }

    init(_ responder: any HTTPResponder, port: Int, reach: Reach = .numeric, limits: ServerLimits) throws {
        guard let port = UInt16(exactly: port) else { throw CommandError.usage("a port is a number from 0 to 65535") }
        let listener = try ListeningSocket(port: port)
        // A program that waits at the other address of the name would get what is meant for this one.
        let other = reach == .localhost ? try ListeningSocket(version6Port: listener.port) : nil
        self.port = Int(listener.port)
        self.handler = RequestHandler(responder: responder)
        self.limits = limits
        self.wake = try WakeSignal()
        self.listeners = Mutex([listener] + (other.map { [$0] } ?? []))
    }

    /// Serves until the task is cancelled, then closes every socket; a server runs once.
    package func run() async {
        let taken = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        guard !taken.isEmpty else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread of its own: the loop blocks, which Swift's shared threads must not.
                DispatchQueue(label: "astro.loopback.server").async { [wake, handler, limits] in
                    var loop = ServerLoop(taken, wake, handler, limits)
                    loop.run()
                    continuation.resume()
                }
            }
        } onCancel: {
            wake.signal()
        }
    }
}
