import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The server's one thread: waits for all clients at once and serves each a step at a time.
///
/// A client can delay another only by the time that the responder takes for one request.
struct ServerLoop {
    private let listeners: [ListeningSocket]
    private let wake: WakeSignal
    private let handler: RequestHandler
    private let limits: ServerLimits
    private var connections: [Connection] = []
    /// Until when no client is accepted, after the system ran out of resources.
    private var acceptingFrom = ContinuousClock.now

    init(_ listeners: [ListeningSocket], _ wake: WakeSignal, _ handler: RequestHandler, _ limits: ServerLimits) {
        self.listeners = listeners
        self.wake = wake
        self.handler = handler
        self.limits = limits
    }

    /// Serves until it is told to stop.
    mutating func run() {
        while true {
            let first = 1 + listeners.count
            var entries = [wake.entry] + listeners.map(entry) + connections.map(Self.entry)
            _ = poll(&entries, nfds_t(entries.count), timeout)
            if entries[0].revents != 0 { return }
            let now = ContinuousClock.now
            for index in connections.indices {
                connections[index].advance(entries[index + first].revents != 0, handler, at: now)
            }
            connections.removeAll(where: \.isClosed)
            for (index, listener) in listeners.enumerated() where entries[1 + index].revents != 0 {
                accept(from: listener, at: now)
            }
        }
    }

    /// Accepts one client; if all places are taken, the longest idle connection is closed.
    private mutating func accept(from listener: ListeningSocket, at now: ContinuousClock.Instant) {
        if connections.count >= limits.connections {
            let idle = connections.indices.filter { connections[$0].isIdle }
            guard let oldest = idle.min(by: { connections[$0].deadline < connections[$1].deadline }) else { return }
            connections.remove(at: oldest)
        }
        switch listener.accept() {
        case .client(let socket): connections.append(Connection(socket, limits, at: now))
        case .none: break
        case .exhausted: acceptingFrom = now + .milliseconds(100)
        }
    }

    /// The listening socket, left out while no connection can be accepted.
    private func entry(_ listener: ListeningSocket) -> pollfd {
        let hasRoom = connections.count < limits.connections || connections.contains(where: \.isIdle)
        let accepts = hasRoom && ContinuousClock.now >= acceptingFrom
        return pollfd(fd: accepts ? listener.socket.number : -1, events: Int16(POLLIN), revents: 0)
    }

    private static func entry(_ connection: Connection) -> pollfd {
        pollfd(fd: connection.socket.number, events: connection.awaitedEvents, revents: 0)
    }

    /// How long nothing needs to be done unless a client acts, in milliseconds.
    private var timeout: Int32 {
        if connections.contains(where: \.hasWork) { return 0 }
        var next = connections.map(\.deadline)
        if ContinuousClock.now < acceptingFrom { next.append(acceptingFrom) }
        guard let first = next.min() else { return -1 }
        let milliseconds = ContinuousClock.now.duration(to: first) / .milliseconds(1)
        return Int32(max(0, min(milliseconds.rounded(.up), 60_000)))
    }
}
