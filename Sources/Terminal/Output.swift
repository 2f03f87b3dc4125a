public import Base
public import OperatingSystem

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Writes results to stdout and messages to stderr, and asks questions.
///
/// Only results go to stdout, so scripts can use everything they read there.
public struct Output: Sendable {
    /// The standard streams.
    public let console: Console
    /// The format of results.
    public let format: OutputFormat
    package let options: OutputOptions
    package let environment: Environment
    package let hints: HintWriter
    let clock: any WallClock

    /// Creates an output for one run.
    ///
    /// - Parameter clock: The clock that ages such as "3 days ago" are measured with.
    public init(
        console: Console, options: OutputOptions, environment: Environment, clock: any WallClock = SystemClock()
    ) {
        self.init(
            console: console, options: options, environment: environment, clock: clock,
            hints: HintWriter(environment.names))
    }

    /// - Parameter hints: Writes the names of commands for the running program.
    package init(
        console: Console, options: OutputOptions, environment: Environment, clock: any WallClock = SystemClock(),
        hints: HintWriter
    ) {
        self.console = console
        self.format = options.format
        self.options = options
        self.environment = environment
        self.clock = clock
        self.hints = hints
    }

    /// Writes text as the result, with a newline; machine formats write it as a string, such as a JSON string.
    ///
    /// - Throws: ``StreamError``, which the kernel turns into an exit code.
    public func text(_ text: String) throws {
        switch format {
        case .table, .wide: try line(text)
        case .csv: try write(CSVWriter.line([text]))
        case .json, .jsonl: try line(JSONWriter.text(of: .string(text), indented: false))
        case .yaml: try write(YAMLWriter.text(of: .string(text)))
        }
    }

    /// Writes a line to stdout unchanged, in any format.
    package func line(_ text: String) throws { try write(text + "\n") }

    /// Reports on stderr what a command did or found.
    ///
    /// - Parameter hint: A command or action to continue with, on its own line.
    public func notice(_ message: String, hint: Hint? = nil) {
        say(message, at: .warn)
        if let hint { advise(hint) }
    }

    /// Prints a warning on stderr.
    ///
    /// - Parameter hint: A command or action to continue with, on its own line.
    public func warning(_ message: String, hint: Hint? = nil) {
        if options.verbosity <= .warn { tell(message, label: "warning:", style: errorStyle.warning) }
        if let hint { advise(hint) }
    }

    /// Reports a step on stderr, if the user asked to see steps.
    public func info(_ message: String) { say(message, at: .info) }

    /// Reports a detail on stderr, if the user asked to see details.
    public func debug(_ message: String) { say(message, at: .debug) }

    /// Whether details are shown; check this before preparing one that is expensive.
    public var isDebugging: Bool { options.verbosity <= .debug }

    package var now: Date { clock.now }

    var glyphs: Glyphs { Glyphs.of(environment) }

    var errorStyle: Style { style(of: console.error) }

    package func style(of sink: any ByteSink) -> Style {
        let isOff =
            options.isPlain || environment["NO_COLOR"] != nil || environment["CLICOLOR"] == "0"
            || environment["TERM"] == "dumb"
        return sink.isTerminal && !isOff ? .colored : .plain
    }

    private func advise(_ hint: Hint) {
        if options.verbosity <= .warn { tell(hint) }
    }

    private func say(_ message: String, at level: Verbosity) {
        if options.verbosity <= level { tell(message) }
    }
}

extension Console {
    /// Writes a line to stderr.
    ///
    /// If even that fails, nobody is left to tell.
    package func tell(_ line: String) {
        try? error.write(Array((line + "\n").utf8))
    }
}
