import Dispatch
import Kernel
import Synchronization

/// The embedded API over HTTP/1.1 on 127.0.0.1, for other clients of this machine.
///
/// ```swift
/// let server = try SandboxServer(api, port: 8080)
/// await server.run()  // until the task is cancelled
/// ```
package final class SandboxServer: Sendable {
    /// The port that it listens on.
    package let port: Int

    private let handler: RequestHandler
    private let limits: ServerLimits
    private let wake: WakePipe
    /// Held until it is run, so that the socket closes when the run ends.
    private let listener: Mutex<ListeningSocket?>

    /// Listens at once; clients that connect wait for ``run()``.
    ///
    /// - Parameter port: 0 to 65535, where 0 takes any free one.
    /// - Throws: `CommandError` where the port is taken or no port at all.
    package convenience init(_ api: SandboxAPI, port: Int = 0) throws {
        try self.init(api, port: port, limits: ServerLimits())
    }

    init(_ api: SandboxAPI, port: Int, limits: ServerLimits) throws {
        guard let port = UInt16(exactly: port) else {
            throw CommandError.usage("a port is a number from 0 to 65535", hint: "pass --port 0 for a free one")
        }
        let listener = try ListeningSocket(port: port)
        self.port = Int(listener.port)
        self.handler = RequestHandler(api: api)
        self.limits = limits
        self.wake = try WakePipe()
        self.listener = Mutex(listener)
    }

    /// Serves until the task is cancelled, then closes every socket; a server runs once.
    package func run() async {
        let taken = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        guard let taken else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread of its own: the loop blocks, which Swift's shared threads must not.
                DispatchQueue(label: "astro.sandbox.server").async { [wake, handler, limits] in
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
