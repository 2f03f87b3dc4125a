/// The three standard streams, or what a test puts in their place.
public struct Console: Sendable {
    /// Where answers come from.
    public var input: any LineSource
    /// Where results go.
    public var output: any ByteSink
    /// Where notices, questions and errors go.
    public var error: any ByteSink

    /// Joins three streams.
    public init(input: any LineSource, output: any ByteSink, error: any ByteSink) {
        self.input = input
        self.output = output
        self.error = error
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
    /// Whether a write is known to fail: the stream is closed, or nobody is left to read it.
    var isBroken: Bool { get }
    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws(StreamError)
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
