public import Kernel
import Synchronization

/// A stream that keeps what is written to it.
public final class BufferSink: ByteSink {
    private let buffer = Mutex<[UInt8]>([])
    private let failure: StreamError?

    /// The terminal's columns; nil where it is none.
    public let columns: Int?
    /// The terminal's lines; nil where it is none.
    public let rows: Int?

    /// Makes an empty stream; with `failure`, every write fails so.
    public init(columns: Int? = nil, rows: Int? = nil, failure: StreamError? = nil) {
        self.columns = columns
        self.rows = rows
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

/// Lines that a person or a pipe would give, and keys that a person would press.
public final class ScriptedInput: LineSource {
    private struct State {
        var lines: [String]
        var keys: [Key]
        var secrets: [String] = []
    }

    private let state: Mutex<State>
    /// Whether it plays a terminal.
    public let isTerminal: Bool
    /// Whether it plays one that gives single keys: there are some.
    public let givesKeys: Bool

    /// Gives these lines, then the end; with `keys`, it plays a terminal that gives them one by one as well.
    public init(_ lines: [String], keys: [Key] = [], isTerminal: Bool) {
        state = Mutex(State(lines: lines, keys: keys))
        self.isTerminal = isTerminal
        givesKeys = isTerminal && !keys.isEmpty
    }

    /// The lines that nobody asked for.
    public var rest: [String] { state.withLock { $0.lines } }
    /// The keys that nobody asked for.
    public var restOfKeys: [Key] { state.withLock { $0.keys } }
    /// The lines that were asked for without showing them.
    public var secrets: [String] { state.withLock { $0.secrets } }

    /// The lines that are left, each with its line end.
    public func readToEnd(limit: Int) async throws -> [UInt8] {
        state.withLock { state in
            defer { state.lines = [] }
            return Array(state.lines.map { $0 + "\n" }.joined().utf8.prefix(limit))
        }
    }

    /// The next line.
    public func readLine() async throws -> String? {
        state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
    }

    /// The next line, which is remembered among the ``secrets``.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        let line = try await readLine()
        state.withLock { $0.secrets += [line].compactMap { $0 } }
        return line
    }

    /// Gives the keys one by one, then the end.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { state.withLock { $0.keys.isEmpty ? nil : $0.keys.removeFirst() } }
    }
}

/// A pager that keeps what it is given.
public final class ScriptedPager: Pager {
    /// What was shown.
    public struct Shown: Sendable {
        /// The line for the shell.
        public let command: String
        /// The text.
        public let text: String
        /// The variables that it inherits.
        public let variables: [String: String]
    }

    private let state = Mutex<[Shown]>([])
    private let isThere: Bool

    /// Makes a pager that was given nothing yet, or plays one that cannot be run.
    public init(isThere: Bool = true) { self.isThere = isThere }

    /// Everything that was shown, in order.
    public var shown: [Shown] { state.withLock { $0 } }

    /// Keeps the text.
    public func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool {
        guard isThere else { return false }
        state.withLock {
            $0.append(
                Shown(command: command, text: String(decoding: text, as: UTF8.self), variables: environment.variables))
        }
        return true
    }
}
