import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One client's connection: its input so far, its pending output, and its time limits.
struct Connection {
    private enum Phase {
        case open
        /// The last response is being sent.
        case closing
        /// The last response was sent; further input is discarded, so that the client gets to see the response
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
    /// When the client last sent or received something, or when the current request started to arrive.
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
    /// Whether there is something to do before the client acts again.
    var hasWork: Bool { phase == .open && output.isEmpty && mayHaveRequest }
    private var mayHaveRequest = false

    /// The events to wait for: a response is sent before more is read, and requests that already arrived come first.
    var awaitedEvents: Int16 {
        if !output.isEmpty { return Int16(POLLOUT) }
        return hasWork ? 0 : Int16(POLLIN)
    }

    /// When the connection times out.
    var deadline: ContinuousClock.Instant {
        switch phase {
        case .draining: since + limits.drainTime
        case _ where !output.isEmpty: since + limits.sendTime
        default: since + (parser.isIdle ? limits.idleTime : limits.requestTime)
        }
    }

    /// Does everything that is possible now: sends, reads, responds to one request.
    mutating func advance(_ isReady: Bool, _ handler: RequestHandler, at now: ContinuousClock.Instant) {
        // Nothing is read while requests wait for a response: an end of file would discard them.
        if isReady, !output.isEmpty { flush(at: now) } else if isReady, !hasWork { receive(at: now) }
        if hasWork { answerNext(handler, at: now) }
        if now >= deadline { expire(handler, at: now) }
    }

    private mutating func receive(at now: ContinuousClock.Instant) {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        switch socket.receive(into: &buffer) {
        case .moved(let count) where phase == .open:
            // A request's time starts with its first byte: one that trickles in must not go on forever.
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
