public import Kernel
import Synchronization

/// A stream that captures its output.
public final class BufferSink: ByteSink {
    private let buffer = Mutex<[UInt8]>([])
    private let failure: StreamError?

    /// The width of the terminal in columns; nil if it isn't one.
    public let columns: Int?
    /// The height of the terminal in lines; nil if it isn't one.
    public let rows: Int?

    /// Creates an empty stream; with `failure`, every write fails with it.
    public init(columns: Int? = nil, rows: Int? = nil, failure: StreamError? = nil) {
        self.columns = columns
        self.rows = rows
        self.failure = failure
    }

    /// Whether it simulates a terminal.
    public var isTerminal: Bool { columns != nil }
    /// False: a failing stream isn't noticed in advance, as if a reader went away late.
    public var isBroken: Bool { false }
    /// The captured output.
    public var text: String { String(decoding: buffer.withLock { $0 }, as: UTF8.self) }

    /// Captures the bytes.
    public func write(_ bytes: [UInt8]) throws(StreamError) {
        if let failure { throw failure }
        buffer.withLock { $0 += bytes }
    }
}

/// The lines from a person or a pipe, and the keys that a person presses.
public final class ScriptedInput: LineSource {
    private struct State {
        var lines: [String]
        var keys: [Key]
        var secrets: [String] = []
    }

    private let state: Mutex<State>
    /// Whether it simulates a terminal.
    public let isTerminal: Bool
    /// Whether it has single keys.
    public let givesKeys: Bool

    /// Creates input with these lines; with `keys`, it simulates a terminal that can read single keys.
    public init(_ lines: [String], keys: [Key] = [], isTerminal: Bool) {
        state = Mutex(State(lines: lines, keys: keys))
        self.isTerminal = isTerminal
        givesKeys = isTerminal && !keys.isEmpty
    }

    /// The lines that nobody read.
    public var rest: [String] { state.withLock { $0.lines } }
    /// The keys that nobody read.
    public var restOfKeys: [Key] { state.withLock { $0.keys } }
    /// The lines that were read as secrets.
    public var secrets: [String] { state.withLock { $0.secrets } }

    /// Returns the remaining lines, each with its line end.
    public func readToEnd(limit: Int) async throws -> [UInt8] {
        state.withLock { state in
            defer { state.lines = [] }
            return Array(state.lines.map { $0 + "\n" }.joined().utf8.prefix(limit))
        }
    }

    /// Returns the next line.
    public func readLine() async throws -> String? {
        state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
    }

    /// Returns the next line, and adds it to the ``secrets``.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        let line = try await readLine()
        state.withLock { $0.secrets += [line].compactMap { $0 } }
        return line
    }

    /// Passes on the keys one by one, then the end.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { state.withLock { $0.keys.isEmpty ? nil : $0.keys.removeFirst() } }
    }
}

/// A pager that captures its input.
public final class ScriptedPager: Pager {
    /// What a pager showed.
    public struct Shown: Sendable {
        /// The command line for the shell.
        public let command: String
        /// The text.
        public let text: String
        /// The environment variables.
        public let variables: [String: String]
    }

    private let state = Mutex<[Shown]>([])
    private let isThere: Bool

    /// Creates a pager, or one that can't be run.
    public init(isThere: Bool = true) { self.isThere = isThere }

    /// Everything that was shown, in order.
    public var shown: [Shown] { state.withLock { $0 } }

    /// Captures the text.
    public func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool {
        guard isThere else { return false }
        state.withLock {
            $0.append(
                Shown(command: command, text: String(decoding: text, as: UTF8.self), variables: environment.variables))
        }
        return true
    }
}
