import Base
import OperatingSystem
import Synchronization

/// A server for a responder over HTTP/1.1 on this machine, for local programs.
///
/// ```swift
/// let server = try LoopbackServer(responder, port: 8080)
/// await server.run()  // until the task is canceled
/// ```
package final class LoopbackServer: RunnableServer {
    /// The addresses that a server listens on.
    package enum Reach: Sendable {
        /// 127.0.0.1.
        case numeric
        /// Every address of the name `localhost`: 127.0.0.1, and ::1 if the system has it.
        case localhost
    }

    /// The port that it listens on.
    package let port: Int

    private let handler: RequestHandler
    private let limits: ServerLimits
    private let wake: WakeSignal
    /// Held until it runs, so that the sockets close when the run ends.
    private let listeners: Mutex<[ListeningSocket]>

    /// Starts to listen; clients that connect wait for ``run()``.
    ///
    /// - Parameter port: 0 to 65535; 0 takes any free one.
    /// - Throws: ``ListeningError`` if the port is taken; `CommandError` if it is invalid.
    package convenience init(_ responder: any HTTPResponder, port: Int = 0, reach: Reach = .numeric) throws {
        try self.init(responder, port: port, reach: reach, limits: ServerLimits())
    }

    package init(_ responder: any HTTPResponder, port: Int, reach: Reach = .numeric, limits: ServerLimits) throws {
        guard let port = UInt16(exactly: port) else { throw CommandError.usage("a port is a number from 0 to 65535") }
        let listener = try ListeningSocket(port: port)
        // A program that listens on the name's other address would get requests meant for this one.
        let other = reach == .localhost ? try ListeningSocket(version6Port: listener.port) : nil
        self.port = Int(listener.port)
        self.handler = RequestHandler(responder: responder)
        self.limits = limits
        self.wake = try WakeSignal()
        self.listeners = Mutex([listener] + (other.map { [$0] } ?? []))
    }

    /// Serves until the task is canceled, then closes every socket; a server runs once.
    ///
    /// - Throws: ``CommandError`` if the system has no thread left.
    package func run() async throws {
        let taken = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        guard !taken.isEmpty else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A separate thread: the loop blocks, which Swift's shared threads must not do.
                let isStarted = BackgroundThread.start { [wake, handler, limits] in
                    var loop = ServerLoop(taken, wake, handler, limits)
                    loop.run()
                    continuation.resume()
                }
                if isStarted { return }
                continuation.resume(
                    throwing: CommandError(
                        .failure, "the system has no thread to listen from",
                        hint: "end other programs, or allow more processes: ulimit -u"))
            }
        } onCancel: {
            wake.signal()
        }
    }
}
