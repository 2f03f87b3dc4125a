import Base

/// The three standard streams, or their replacements in a test.
public struct Console: Sendable {
    /// Where answers are read from.
    public var input: any LineSource
    /// Where results are written.
    public var output: any ByteSink
    /// Where notices, questions and errors are written.
    public var error: any ByteSink
    /// Shows long results a screen at a time; nil writes them directly.
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

    /// Whether the user can be asked: questions appear on a terminal, and answers come from one.
    public var isInteractive: Bool { interviewer?.isThere ?? (input.isTerminal && error.isTerminal) }
}

/// A stream of bytes to write to.
public protocol ByteSink: Sendable {
    /// Whether the stream is a terminal.
    var isTerminal: Bool { get }
    /// The width of the terminal in columns; nil if the stream isn't a terminal.
    var columns: Int? { get }
    /// The height of the terminal in lines; nil if it isn't known.
    var rows: Int? { get }
    /// Whether writing can only fail, because the stream is closed or its reader is gone.
    var isBroken: Bool { get }
    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(StreamError)
    /// Waits until output to a file is on the disk, or output to a pipe was read, which may take up to a second.
    ///
    /// - Throws: ``StreamError`` if the output certainly didn't arrive.
    func settle() throws(StreamError)
}

extension ByteSink {
    /// Nil: the height isn't known.
    public var rows: Int? { nil }
    /// Returns at once, for streams whose output arrives immediately.
    public func settle() throws(StreamError) {}
}

/// A stream of lines to read from, shared by all questions of a run.
public protocol LineSource: Sendable {
    /// Whether the stream is a terminal.
    var isTerminal: Bool { get }
    /// Returns the next line without its line end; nil at the end of the input.
    ///
    /// - Throws: `CancellationError` if the task was canceled while it waited.
    func readLine() async throws -> String?
    /// Returns the remaining bytes, up to a limit.
    ///
    /// - Throws: `CancellationError` if the task was canceled while it waited.
    func readToEnd(limit: Int) async throws -> [UInt8]
    /// Returns the next line like ``readLine()``, but hides it while it is typed.
    ///
    /// - Parameter ask: Writes the question once the terminal's echo is off, so that a quick answer isn't shown.
    func readSecret(_ ask: () -> Void) async throws -> String?
    /// Whether single keys can be read.
    var givesKeys: Bool { get }
    /// Runs `body` with a function that returns the next key, or nil at the end.
    ///
    /// Meanwhile a terminal doesn't show the keys or wait for Return; its settings are restored afterwards.
    /// - Throws: What `body` throws; `CancellationError` if the task was canceled while it waited.
    func readKeys<Result>(_ body: (_ next: () async throws -> Key?) async throws -> Result) async throws -> Result
}

extension LineSource {
    /// Writes the question and reads any line, for streams that don't show what is typed.
    public func readSecret(_ ask: () -> Void) async throws -> String? {
        ask()
        return try await readLine()
    }
    /// False: only lines can be read.
    public var givesKeys: Bool { false }
    /// Runs `body` with a function that returns nil, as there are no keys.
    public func readKeys<Result>(
        _ body: (_ next: () async throws -> Key?) async throws -> Result
    ) async throws -> Result {
        try await body { nil }
    }
}

/// The error for a stream that can't be written to.
public enum StreamError: Error, Sendable, Equatable {
    /// Whatever read the stream is gone.
    case closed
    /// Anything else, with the system's message.
    case system(String)
}

extension StreamError: CustomStringConvertible {
    /// The reason, for use in a message.
    public var description: String {
        switch self {
        case .closed: "its reader is gone"
        case .system(let words): words
        }
    }
}
