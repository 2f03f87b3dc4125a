import Base

/// Parses requests as their bytes arrive.
///
/// Every byte is examined a fixed number of times, even if a client sends tiny pieces.
struct RequestParser {
    /// One complete request.
    struct Request {
        let head: RequestHead
        let body: [UInt8]
    }

    private enum Stage {
        case head
        case body(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
    }

    /// The first byte that a TLS client sends.
    private static let handshake: UInt8 = 0x16

    private let limits: ServerLimits
    private var buffer = ByteBuffer()
    private var stage = Stage.head
    private var lines: [[UInt8]] = []
    /// The bytes of head lines or trailers so far.
    private var lineBytes = 0
    private var head: RequestHead?
    private var body: [UInt8] = []

    init(_ limits: ServerLimits) { self.limits = limits }

    /// Whether nothing of the next request has arrived.
    var isIdle: Bool { !hasBytes && head == nil && lines.isEmpty }
    /// Whether there are bytes that weren't examined yet.
    var hasBytes: Bool { !buffer.isEmpty }
    /// Whether the client waits for `100 Continue` before it sends the body.
    var awaitsContinue: Bool { head?.expectsContinue == true && body.isEmpty && !hasBytes }

    mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(bytes) }

    /// Returns the next complete request, or nil if more bytes are needed.
    ///
    /// - Throws: ``ServerRefusal``; the rest of the connection can't be parsed then.
    mutating func next() throws -> Request? {
        while true {
            switch stage {
            case .head: if try !readHeadLine() { return nil }
            case .body(let remaining):
                guard readBody(remaining, then: { .body(remaining: $0) }) else { return nil }
                return finish()
            case .chunkSize: if try !readChunkSize() { return nil }
            case .chunk(let remaining):
                guard readBody(remaining, then: { .chunk(remaining: $0) }) else { return nil }
                stage = .chunkEnd
            case .chunkEnd: if try !readChunkEnd() { return nil }
            case .trailers:
                guard let line = try boundedLine() else { return nil }
                if line.isEmpty { return finish() }
            }
        }
    }

    /// Reads one line of the head; returns false if it isn't complete.
    private mutating func readHeadLine() throws -> Bool {
        // A browser that tries https: first falls back to http: if it is refused, but waits long for a silent server.
        if lines.isEmpty, buffer.first == Self.handshake { throw ServerRefusal(400, "only http: is supported") }
        guard let line = try boundedLine() else { return false }
        if !line.isEmpty {
            lines.append(line)
            if lines.count > limits.fieldCount + 1 { throw ServerRefusal(431, "there are too many header fields") }
        } else if !lines.isEmpty {
            try finishHead()
        }  // Otherwise an empty line before a request, which some clients send after a body.
        return true
    }

    private mutating func finishHead() throws {
        let head = try RequestHead(lines)
        switch head.framing {
        case .length(let length):
            if length > limits.bodySize { throw tooLarge }
            stage = .body(remaining: length)
        case .chunked: stage = .chunkSize
        }
        self.head = head
        lines = []
        lineBytes = 0
    }

    private mutating func readChunkSize() throws -> Bool {
        guard let line = try boundedLine() else { return false }
        let digits = line.prefix { $0 != UInt8(ascii: ";") }.trimming { $0 == UInt8(ascii: " ") }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexadecimalDigit) else {
            throw ServerRefusal(400, "the size of a chunk is malformed")
        }
        guard digits.count <= 15, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
            size <= limits.bodySize - body.count
        else { throw tooLarge }
        lineBytes = 0
        stage = size == 0 ? .trailers : .chunk(remaining: size)
        return true
    }

    private mutating func readChunkEnd() throws -> Bool {
        guard let line = try boundedLine() else { return false }
        guard line.isEmpty else { throw ServerRefusal(400, "a chunk is longer than its size") }
        stage = .chunkSize
        return true
    }

    /// Reads the available part of a piece of the body; returns false if the rest is still to come.
    private mutating func readBody(_ remaining: Int, then next: (Int) -> Stage) -> Bool {
        let taken = buffer.take(remaining)
        body += taken
        stage = next(remaining - taken.count)
        return taken.count == remaining
    }

    private mutating func finish() -> Request? {
        defer {
            stage = .head
            head = nil
            body = []
            lineBytes = 0
        }
        return head.map { Request(head: $0, body: body) }
    }

    /// Returns the next line, if all lines together stay within the limit.
    private mutating func boundedLine() throws -> [UInt8]? {
        let line = try buffer.line()
        lineBytes += line.map { $0.count + 2 } ?? 0
        if lineBytes + (line == nil ? buffer.count : 0) > limits.headSize {
            throw ServerRefusal(431, "the request's header is too large")
        }
        return line
    }

    private var tooLarge: ServerRefusal { ServerRefusal(413, "the body is larger than \(limits.bodySize) bytes") }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
