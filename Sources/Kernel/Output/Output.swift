#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes results to stdout, talk to stderr, and asks.
///
/// Only results go to stdout, so that scripts can take it whole.
public struct Output: Sendable {
    /// The streams.
    public let console: Console
    /// How results are written.
    public let format: OutputFormat
    let options: CommonOptions
    let environment: Environment
    private let clock: any WallClock

    /// Makes an output for one run.
    ///
    /// - Parameter clock: The time that ages are told from.
    public init(
        console: Console, options: CommonOptions, environment: Environment, clock: any WallClock = SystemClock()
    ) {
        self.console = console
        self.format = options.format
        self.options = options
        self.environment = environment
        self.clock = clock
    }

    /// Writes text as the result, with a newline.
    ///
    /// - Throws: ``StreamError``, which the kernel turns into an exit code.
    public func text(_ text: String) throws {
        try console.output.write(Array((text + "\n").utf8))
    }

    /// Tells what was done or found, on stderr.
    public func notice(_ message: String) { say(message, at: .warn) }

    /// Tells what may surprise, on stderr.
    public func warning(_ message: String) { say(message, at: .warn, prefix: errorStyle.warning("warning:") + " ") }

    /// Tells a step on the way, where people asked for them.
    public func info(_ message: String) { say(message, at: .info) }

    /// Tells a detail, where people asked for them.
    public func debug(_ message: String) { say(message, at: .debug) }

    /// Whether details are told at all; making them may cost something.
    public var isDebugging: Bool { options.verbosity <= .debug }

    var now: Date { clock.now }

    var glyphs: Glyphs { Glyphs.of(environment) }

    var errorStyle: Style { style(of: console.error) }

    func style(of sink: any ByteSink) -> Style {
        let isOff =
            options.noColor || environment["NO_COLOR"] != nil || environment["CLICOLOR"] == "0"
            || environment["TERM"] == "dumb"
        return sink.isTerminal && !isOff ? .colored : .plain
    }

    // Messages are one line each and often quote a server: whatever could act on the terminal is shown escaped.
    private func say(_ message: String, at level: Verbosity, prefix: String = "") {
        guard options.verbosity <= level else { return }
        console.tell(prefix + VisibleText.escaping(message))
    }
}

extension Console {
    /// Writes a line to stderr.
    ///
    /// When even that fails there is nobody left to tell.
    func tell(_ line: String) {
        try? error.write(Array((line + "\n").utf8))
    }
}
