import Base

/// The three standard streams, or their replacements in a test.
public struct Console: Sendable {
    /// The source of answers.
    public var input: any LineSource
    /// The destination of results.
    public var output: any ByteSink
    /// The destination of notices, questions and errors.
    public var error: any ByteSink
    /// Shows long results a screen at a time; without it, they are written directly.
    public var pager: (any Pager)?
    /// The filter for `--jq`; without it, there is none.
    package var filter: (any JSONFilter)?
    /// Compares results with declarations, in tests.
    package var resultCheck: ResultCheck?
    /// Asks questions instead of reading lines from stdin.
    package var interviewer: (any Interviewer)?
    /// Lets a line on stderr change over time; without it, nothing moves.
    package private(set) var animation: (line: StatusLine, metronome: any Metronome)?

    /// Creates a console from three streams and a pager.
    public init(input: any LineSource, output: any ByteSink, error: any ByteSink, pager: (any Pager)? = nil) {
        self.input = input
        self.output = output
        self.error = error
        self.pager = pager
    }

    /// Returns the same streams with a line on stderr that a metronome animates.
    package func animated(by metronome: any Metronome) -> Console {
        let line = StatusLine(error)
        var console = self
        console.output = LineClearingSink(base: output, line: line)
        console.error = LineClearingSink(base: error, line: line)
        console.animation = (line, metronome)
        return console
    }

    /// Keeps the animated line off the terminal while something else uses it.
    func apart(_ body: () -> Void) {
        if let animation { animation.line.apart(body) } else { body() }
    }

    /// Whether the user can be asked: both the questions and the answers go through a terminal.
    public var isInteractive: Bool { interviewer?.isThere ?? (input.isTerminal && error.isTerminal) }
}

/// A stream of bytes to write to.
public protocol ByteSink: Sendable {
    /// Whether it is a terminal.
    var isTerminal: Bool { get }
    /// The width of the terminal in columns, or nil if there is none.
    var columns: Int? { get }
    /// The height of the terminal in lines, or nil if there is none.
    var rows: Int? { get }
    /// Whether a write is known to fail: the stream is closed, or its reader is gone.
    var isBroken: Bool { get }
    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(StreamError)
    /// Waits until the output is on the disk, if that is its destination, or was read; at most a second.
    ///
    /// - Throws: ``StreamError`` if it is known not to have arrived.
    func settle() throws(StreamError)
}

extension ByteSink {
    /// No height, unless a stream knows it.
    public var rows: Int? { nil }
    /// Returns at once: everything written has arrived.
    public func settle() throws(StreamError) {}
}

/// A stream of lines to read from, shared by all questions of a run.
public protocol LineSource: Sendable {
    /// Whether it is a terminal.
    var isTerminal: Bool { get }
    /// Returns the next line without its line end; nil at the end.
    ///
    /// - Throws: `CancellationError` if the task was canceled while it waited.
    func readLine() async throws -> String?
    /// Returns the remaining bytes, up to a limit.
    ///
    /// - Throws: `CancellationError` if the task was canceled while it waited.
    func readToEnd(limit: Int) async throws -> [UInt8]
    /// Returns the next line like ``readLine()``, without showing it on the terminal while it is typed.
    ///
    /// - Parameter ask: Writes the question once the terminal's echo is off, so that a quick answer isn't shown.
    func readSecret(_ ask: () -> Void) async throws -> String?
    /// Whether it can read single keys.
    var givesKeys: Bool { get }
    /// Runs `body` with a function that returns the next key, or nil at the end.
    ///
    /// Meanwhile a terminal neither shows the keys nor waits for the return key; its settings are restored afterwards.
    /// - Throws: What `body` throws; `CancellationError` if the task was canceled while it waited.
    func readKeys<Result>(_ body: (_ next: () async throws -> Key?) async throws -> Result) async throws -> Result
}

extension LineSource {
    /// Reads a secret like any other line, for streams without echo.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        return try await readLine()
    }
    /// False: a stream of lines has no keys.
    public var givesKeys: Bool { false }
    /// Runs `body` with a stream of keys that is at its end.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { nil }
    }
}

/// The reason why a stream can't be written to.
public enum StreamError: Error, Sendable, Equatable {
    /// The reader is gone.
    case closed
    /// The system's message for anything else.
    case system(String)
}

extension StreamError: CustomStringConvertible {
    /// The reason as a message.
    public var description: String {
        switch self {
        case .closed: "its reader is gone"
        case .system(let words): words
        }
    }
}
