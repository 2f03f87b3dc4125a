#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One client: what it sent so far, what it has still to be sent, and how long it may take.
struct Connection {
    private enum Phase {
        case open
        /// The answer on its way is the last.
        case closing
        /// The last answer is out; whatever the client still sends is thrown away, so that it gets to see the answer
        /// instead of a broken connection.
        case draining
        case closed
    }

    let socket: Socket
    private let limits: ServerLimits
    private var phase = Phase.open
    private var parser: RequestParser
    private var output: ArraySlice<UInt8> = []
    private var saidContinue = false
    /// When the client last moved something, or when the present request began to arrive.
    private var since: ContinuousClock.Instant

    init(_ socket: Socket, _ limits: ServerLimits, at now: ContinuousClock.Instant) {
        self.socket = socket
        self.limits = limits
        self.parser = RequestParser(limits)
        self.since = now
    }

    var isClosed: Bool { phase == .closed }
    /// Whether it waits between two requests, so that closing it takes nothing from the client.
    var isIdle: Bool { phase == .open && output.isEmpty && parser.isIdle }
    /// Whether there is something to do before the client moves again.
    var hasWork: Bool { phase == .open && output.isEmpty && mayHaveRequest }
    private var mayHaveRequest = false

    /// What to wait for: an answer goes out before more is read, and requests already here are answered first.
    var awaitedEvents: Int16 {
        if !output.isEmpty { return Int16(POLLOUT) }
        return hasWork ? 0 : Int16(POLLIN)
    }

    /// When the client's patience with us, or ours with it, ends.
    var deadline: ContinuousClock.Instant {
        switch phase {
        case .draining: since + limits.drainTime
        case _ where !output.isEmpty: since + limits.sendTime
        default: since + (parser.isIdle ? limits.idleTime : limits.requestTime)
        }
    }

    /// Does what can be done now: sends, reads, answers one request.
    mutating func advance(_ isReady: Bool, _ handler: RequestHandler, at now: ContinuousClock.Instant) {
        // While requests wait to be answered nothing is read: an end of file would drop them unanswered.
        if isReady, !output.isEmpty { flush(at: now) } else if isReady, !hasWork { receive(at: now) }
        if hasWork { answerNext(handler, at: now) }
        if now >= deadline { expire(handler, at: now) }
    }

    private mutating func receive(at now: ContinuousClock.Instant) {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        switch socket.receive(into: &buffer) {
        case .moved(let count) where phase == .open:
            // The time of a request runs from its first byte: one that trickles in is not let go on for ever.
            if parser.isIdle { since = now }
            parser.append(buffer[..<count])
            mayHaveRequest = true
        case .moved, .later: break
        case .ended: phase = .closed
        }
    }

    private mutating func answerNext(_ handler: RequestHandler, at now: ContinuousClock.Instant) {
        do {
            guard let request = try parser.next() else {
                mayHaveRequest = false
                if parser.awaitsContinue, !saidContinue {
                    saidContinue = true
                    send(ResponseWriter.pleaseContinue, at: now)
                }
                return
            }
            saidContinue = false
            mayHaveRequest = parser.hasBytes
            let answer = handler.answer(request)
            if !answer.keepsAlive { phase = .closing }
            since = now
            send(answer.bytes, at: now)
        } catch {
            refuse(error as? ServerRefusal ?? ServerRefusal(500, "\(error)"), handler, at: now)
        }
    }

    private mutating func refuse(_ refusal: ServerRefusal, _ handler: RequestHandler, at now: ContinuousClock.Instant) {
        phase = .closing
        since = now
        send(handler.answer(refusal), at: now)
    }

    private mutating func send(_ bytes: [UInt8], at now: ContinuousClock.Instant) {
        output += bytes
        flush(at: now)
    }

    private mutating func flush(at now: ContinuousClock.Instant) {
        switch socket.send(output) {
        case .moved(let count):
            output = output.dropFirst(count)
            since = now
        case .later: break
        case .ended: phase = .closed
        }
        guard output.isEmpty else { return }
        output = []
        if phase == .closing {
            phase = .draining
            socket.finishSending()
        }
    }

    private mutating func expire(_ handler: RequestHandler, at now: ContinuousClock.Instant) {
        guard phase == .open, output.isEmpty, !parser.isIdle else {
            phase = .closed
            return
        }
        refuse(ServerRefusal(408, "the request took too long to arrive"), handler, at: now)
    }
}
