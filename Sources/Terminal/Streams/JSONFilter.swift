import Base
package import OperatingSystem

/// Selects and reshapes JSON by an expression in its own language, as `jq` does.
package protocol JSONFilter: Sendable {
    /// Checks that the filter is available and accepts an expression, before anything else is done.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func check(_ expression: String, in environment: Environment) throws

    /// Passes on, a piece at a time, the result of an expression for a text.
    ///
    /// - Throws: ``CommandError`` if the expression fails, and what `receive` throws.
    func run(
        _ expression: String, on text: [UInt8], in environment: Environment, receive: ([UInt8]) throws -> Void) throws
}

/// The machine's `jq`.
package struct InstalledJQ: JSONFilter {
    /// The time limit for checking an expression.
    private static let patience = Duration.seconds(10)

    package init() {}

    package func check(_ expression: String, in environment: Environment) throws {
        // Without input, an expression is compiled and never run.
        let outcome = try process(expression, environment).run(input: [], timeout: Self.patience) { _ in }
        if outcome.timedOut {
            throw CommandError.usage("--jq: jq did not answer within 10 seconds; nothing was requested")
        }
        guard outcome.exitCode != 0 else { return }
        throw CommandError.usage(
            "--jq: jq does not accept '\(expression.shortened)'\(Self.reason(outcome.errors))",
            hint: "check the expression with jq itself")
    }

    package func run(
        _ expression: String, on text: [UInt8], in environment: Environment, receive: ([UInt8]) throws -> Void
    ) throws {
        let outcome = try process(expression, environment).run(input: text, receive: receive)
        guard outcome.exitCode != 0 else { return }
        throw CommandError(.failure, "jq exited with \(outcome.exitCode)\(Self.reason(outcome.errors))")
    }

    private func process(_ expression: String, _ environment: Environment) throws(CommandError) -> PipedProcess {
        guard let path = Subprocess.find("jq", in: environment) else {
            throw .usage(
                "--jq needs the program 'jq', which is not on PATH",
                hint: "install jq, or pick fields with --fields")
        }
        // The space keeps an expression with a leading dash from being taken for an option.
        return PipedProcess(words: [path, "-r", " " + expression], environment: environment)
    }

    /// Returns the first line of jq's error message.
    private static func reason(_ errors: String) -> String {
        let line = errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.isEmpty ? "" : ": \(line.hasPrefix("jq: error: ") ? String(line.dropFirst(11)) : line)"
    }
}
