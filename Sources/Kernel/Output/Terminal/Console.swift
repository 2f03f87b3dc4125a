/// The three standard streams, or what a test puts in their place.
public struct Console: Sendable {
    /// Where answers come from.
    public var input: any LineSource
    /// Where results go.
    public var output: any ByteSink
    /// Where notices, questions and errors go.
    public var error: any ByteSink
    /// What shows long results a screen at a time; without it, they are written as they are.
    public var pager: (any Pager)?
    /// What lets a line on stderr change as time passes; without it, nothing moves.
    private(set) var animation: (line: StatusLine, metronome: any Metronome)?

    /// Joins three streams and what shows long results.
    public init(input: any LineSource, output: any ByteSink, error: any ByteSink, pager: (any Pager)? = nil) {
        self.input = input
        self.output = output
        self.error = error
        self.pager = pager
    }

    /// The same streams with a line on stderr that a metronome lets change.
    package func animated(by metronome: any Metronome) -> Console {
        let line = StatusLine(error)
        var console = self
        console.output = LineClearingSink(base: output, line: line)
        console.error = LineClearingSink(base: error, line: line)
        console.animation = (line, metronome)
        return console
    }

    /// Keeps the line that changes off the terminal while somebody else has it.
    func apart(_ body: () -> Void) {
        if let animation { animation.line.apart(body) } else { body() }
    }

    /// Whether a person can be asked: both the questions and the answers go through a terminal.
    public var isInteractive: Bool { input.isTerminal && error.isTerminal }
}

/// A stream of bytes to write to.
public protocol ByteSink: Sendable {
    /// Whether a person reads it.
    var isTerminal: Bool { get }
    /// The columns of the terminal, or nil where there is none.
    var columns: Int? { get }
    /// The lines of the terminal, or nil where there is none.
    var rows: Int? { get }
    /// Whether a write is known to fail: the stream is closed, or nobody is left to read it.
    var isBroken: Bool { get }
    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(StreamError)
}

extension ByteSink {
    /// A stream that says nothing of its height has none.
    public var rows: Int? { nil }
}

/// A stream of lines to read from, shared by every question of a run.
public protocol LineSource: Sendable {
    /// Whether a person writes it.
    var isTerminal: Bool { get }
    /// The next line without its line end; nil at the end.
    ///
    /// - Throws: `CancellationError` when the task was cancelled while it waited.
    func readLine() async throws -> String?
    /// The bytes that are left, up to a limit.
    ///
    /// - Throws: `CancellationError` when the task was cancelled while it waited.
    func readToEnd(limit: Int) async throws -> [UInt8]
    /// The next line as ``readLine()`` gives it; a terminal does not show what is typed.
    ///
    /// - Parameter ask: Asks for it, once the terminal shows nothing more: who answers at once must not be too fast.
    func readSecret(_ ask: () -> Void) async throws -> String?
    /// Whether it gives single keys as they are pressed.
    var givesKeys: Bool { get }
    /// Runs `body`, which is handed a function that gives the next key, or nil at the end.
    ///
    /// A terminal neither shows the keys nor waits for the return key meanwhile, and is as before afterwards.
    /// - Throws: What `body` throws; `CancellationError` when the task was cancelled while it waited.
    func readKeys<Result>(_ body: (_ next: () async throws -> Key?) async throws -> Result) async throws -> Result
}

extension LineSource {
    /// A stream that shows nothing gives a secret as any other line.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        return try await readLine()
    }
    /// A stream of lines gives no keys.
    public var givesKeys: Bool { false }
    /// A stream without keys is at its end.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { nil }
    }
}

/// Why a stream could not be written to.
public enum StreamError: Error, Sendable, Equatable {
    /// The reader is gone.
    case closed
    /// The system's own words for anything else.
    case system(String)
}

extension StreamError: CustomStringConvertible {
    /// Why, in words.
    public var description: String {
        switch self {
        case .closed: "its reader is gone"
        case .system(let words): words
        }
    }
}
