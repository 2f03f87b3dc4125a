package import Base
import OperatingSystem

/// What is said if the process crashes during a command, prepared as the command goes along.
package struct CrashReport: Sendable {
    private let subject: String
    private let output: Output

    /// Describes a command.
    ///
    /// - Parameter subject: The command and its plugin, in messages.
    package init(_ subject: String, _ output: Output) {
        self.subject = subject
        self.output = output
    }

    /// Speaks for the command from now on.
    ///
    /// - Parameter changes: Whether the command may change something on the server.
    package func begin(changes: Bool) {
        prepare(changes ? Self.unchanged : nil)
        guard changes else { return }
        LastWords.atFirstChange { prepare(Self.inDoubt) }
    }

    /// Says from now on what the step in progress would leave behind.
    ///
    /// - Parameter abandoned: The error after an interruption; nil if no step is in progress anymore.
    package func stepIsNow(_ abandoned: CommandError?) { prepare(abandoned ?? Self.inDoubt) }

    private static let unchanged = CommandError(.failure, "interrupted; nothing was changed")
    private static let inDoubt = CommandError(
        .failure, "interrupted; the change that was under way may or may not have been made")

    private func prepare(_ state: CommandError?) {
        // What a step says of its interruption is true of a crash as well.
        let consequence = (state?.message ?? "").drop(prefix: "interrupted")
        let hint = state?.hint.flatMap(output.hints.text)
        LastWords.set(output.format == .json ? json(consequence, hint) : text(consequence, hint))
    }

    private func text(_ consequence: Substring, _ hint: String?) -> String {
        let rest = String(consequence) + (hint.map { "; then: \($0)" } ?? "")
        return "error: \(subject) crashed (signal \(LastWords.signal))" + VisibleText.escaping(rest)
    }

    private func json(_ consequence: Substring, _ hint: String?) -> String {
        let message = "\(subject) crashed (signal {signal})\(consequence)"
        var members = [JSONValue.Member("code", "crashed"), JSONValue.Member("message", .string(message))]
        if let hint { members.append(JSONValue.Member("hint", .string(hint))) }
        members.append(JSONValue.Member("exitCode", "{exitCode}"))
        return JSONWriter.text(of: ["error": .object(members)], indented: false)
            .replacing("{signal}", with: String(LastWords.signal))
            .replacing("\"{exitCode}\"", with: String(LastWords.exitCode))
    }
}

extension String {
    fileprivate func drop(prefix: String) -> Substring { hasPrefix(prefix) ? dropFirst(prefix.count) : self[...] }
}
