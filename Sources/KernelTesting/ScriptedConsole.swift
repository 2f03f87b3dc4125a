public import Kernel
import Synchronization

/// A stream that keeps what is written to it.
public final class BufferSink: ByteSink {
    private let buffer = Mutex<[UInt8]>([])
    private let failure: StreamError?

    /// The terminal's columns; nil where it is none.
    public let columns: Int?

    /// Makes an empty stream; with `failure`, every write fails so.
    public init(columns: Int? = nil, failure: StreamError? = nil) {
        self.columns = columns
        self.failure = failure
    }

    /// Whether it plays a terminal.
    public var isTerminal: Bool { columns != nil }
    /// A stream that fails is not found out beforehand, as when a reader goes away late.
    public var isBroken: Bool { false }
    /// What was written.
    public var text: String { String(decoding: buffer.withLock { $0 }, as: UTF8.self) }

    /// Keeps the bytes.
    public func write(_ bytes: [UInt8]) throws(StreamError) {
        if let failure { throw failure }
        buffer.withLock { $0 += bytes }
    }
}

/// Lines that a person or a pipe would give.
public final class ScriptedInput: LineSource {
    private let lines: Mutex<[String]>
    /// Whether it plays a terminal.
    public let isTerminal: Bool

    /// Gives these lines, then the end.
    public init(_ lines: [String], isTerminal: Bool) {
        self.lines = Mutex(lines)
        self.isTerminal = isTerminal
    }

    /// The lines that nobody asked for.
    public var rest: [String] { lines.withLock { $0 } }

    /// The lines that are left, each with its line end.
    public func readToEnd(limit: Int) async throws -> [UInt8] {
        lines.withLock { lines in
            defer { lines = [] }
            return Array(lines.map { $0 + "\n" }.joined().utf8.prefix(limit))
        }
    }

    /// The next line.
    public func readLine() async throws -> String? {
        lines.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
