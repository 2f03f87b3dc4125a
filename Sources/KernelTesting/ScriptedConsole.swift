public import Kernel
import Synchronization

/// An output stream that captures what is written.
public final class BufferSink: ByteSink {
    private let buffer = Mutex<[UInt8]>([])
    private let failure: StreamError?

    /// The width of the terminal in columns; nil if it isn't one.
    public let columns: Int?
    /// The height of the terminal in lines; nil if it isn't one.
    public let rows: Int?

    /// Creates an empty stream; if `failure` is given, every write fails with it.
    public init(columns: Int? = nil, rows: Int? = nil, failure: StreamError? = nil) {
        self.columns = columns
        self.rows = rows
        self.failure = failure
    }

    /// Whether it simulates a terminal.
    public var isTerminal: Bool { columns != nil }
    /// Always false: a failing stream isn't noticed in advance, as if the reader went away late.
    public var isBroken: Bool { false }
    /// The captured output.
    public var text: String { String(decoding: buffer.withLock { $0 }, as: UTF8.self) }

    /// Captures the bytes.
    public func write(_ bytes: [UInt8]) throws(StreamError) {
        if let failure { throw failure }
        buffer.withLock { $0 += bytes }
    }
}

/// Input from a person or a pipe: lines, and the keys that a person presses.
public final class ScriptedInput: LineSource {
    private struct State {
        var lines: [String]
        var keys: [Key]
        var secrets: [String] = []
    }

    private let state: Mutex<State>
    /// Whether it simulates a terminal.
    public let isTerminal: Bool
    /// Whether single keys can be read.
    public let givesKeys: Bool

    /// Creates input with these lines; with `keys`, it simulates a terminal that can read single keys.
    public init(_ lines: [String], keys: [Key] = [], isTerminal: Bool) {
        state = Mutex(State(lines: lines, keys: keys))
        self.isTerminal = isTerminal
        givesKeys = isTerminal && !keys.isEmpty
    }

    /// The lines that haven't been read.
    public var rest: [String] { state.withLock { $0.lines } }
    /// The keys that haven't been read.
    public var restOfKeys: [Key] { state.withLock { $0.keys } }
    /// The lines that were read as secrets.
    public var secrets: [String] { state.withLock { $0.secrets } }

    /// Returns all remaining lines, each with a line break, up to `limit` bytes.
    public func readToEnd(limit: Int) async throws -> [UInt8] {
        state.withLock { state in
            defer { state.lines = [] }
            return Array(state.lines.map { $0 + "\n" }.joined().utf8.prefix(limit))
        }
    }

    /// Returns the next line, or nil at the end.
    public func readLine() async throws -> String? {
        state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
    }

    /// Returns the next line, or nil at the end, and adds it to ``secrets``.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        let line = try await readLine()
        state.withLock { $0.secrets += [line].compactMap { $0 } }
        return line
    }

    /// Passes a function to `body` that returns the keys one by one, then nil.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { state.withLock { $0.keys.isEmpty ? nil : $0.keys.removeFirst() } }
    }
}

/// A pager that captures its input.
public final class ScriptedPager: Pager {
    /// One text that was shown.
    public struct Shown: Sendable {
        /// The pager's command line, for the shell.
        public let command: String
        /// The text that was shown.
        public let text: String
        /// The environment variables.
        public let variables: [String: String]
    }

    private let state = Mutex<[Shown]>([])
    private let isThere: Bool

    /// Creates a pager, or with `isThere: false` one that can't be run.
    public init(isThere: Bool = true) { self.isThere = isThere }

    /// Everything that was shown, in order.
    public var shown: [Shown] { state.withLock { $0 } }

    /// Captures the text; returns false if the pager can't be run.
    public func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool {
        guard isThere else { return false }
        state.withLock {
            $0.append(
                Shown(command: command, text: String(decoding: text, as: UTF8.self), variables: environment.variables))
        }
        return true
    }
}
