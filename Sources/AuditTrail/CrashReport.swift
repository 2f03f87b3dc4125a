package import Base
import OperatingSystem
package import Terminal

/// What is said if the process crashes during a command, prepared as the command goes along.
package struct CrashReport: Sendable {
    private let subject: String
    private let plugin: String
    private let changes: Bool
    private let isJSON: Bool
    private let hints: HintWriter

    /// Describes a command.
    ///
    /// - Parameters:
    ///   - subject: The command, in messages.
    ///   - plugin: The name of its plugin.
    ///   - changes: Whether the command may change something on the server.
    package init(_ subject: String, plugin: String, changes: Bool, _ output: Output) {
        self.subject = subject
        self.plugin = plugin
        self.changes = changes
        isJSON = output.format == .json
        hints = output.hints
    }

    /// The command and its plugin, for faults that only the plugin's author can mend.
    package var owner: String { "\(subject) (plugin '\(plugin)')" }

    /// Speaks for the command from now on.
    package func begin() {
        prepare(changes ? Self.unchanged : nil)
        guard changes else { return }
        LastWords.atFirstChange { prepare(Self.inDoubt) }
    }

    /// Says from now on what the step in progress would leave behind.
    ///
    /// - Parameters:
    ///   - abandoned: The error after an interruption; nil if no step is in progress anymore.
    ///   - hasBegun: Whether any change was requested.
    package func stepIsNow(_ abandoned: CommandError?, hasBegun: Bool) {
        prepare(abandoned ?? (hasBegun ? Self.inDoubt : changes ? Self.unchanged : nil))
    }

    private static let unchanged = CommandError(.failure, "interrupted; nothing was changed")
    private static let inDoubt = CommandError(
        .failure, "interrupted; the change in progress may or may not have been made")

    private func prepare(_ state: CommandError?) {
        // What a step says of its interruption is true of a crash as well.
        let consequence = state.map { $0.message.drop(prefix: "interrupted") }
        let hint = state?.hint.flatMap(hints.text)
        LastWords.set(isJSON ? json(consequence ?? "", hint) : text(consequence, hint))
    }

    /// Every command prepares this at its start: the pieces are appended, which is the cheapest way.
    private func text(_ consequence: String?, _ hint: String?) -> String {
        var line = "error: "
        line.reserveCapacity(128)
        line += subject
        line += " (plugin '"
        line += plugin
        line += "') crashed (signal "
        line += LastWords.signal
        line += ")"
        if let consequence { line += VisibleText.escaping(consequence) }
        if let hint { line += VisibleText.escaping("; then: \(hint)") }
        return line
    }

    private func json(_ consequence: String, _ hint: String?) -> String {
        var members = [
            JSONValue.Member("code", "crashed"),
            JSONValue.Member("message", .string("\(owner) crashed (signal {signal})\(consequence)")),
        ]
        if let hint { members.append(JSONValue.Member("hint", .string(hint))) }
        members.append(JSONValue.Member("exitCode", "{exitCode}"))
        return JSONWriter.text(of: ["error": .object(members)], indented: false)
            .replacing("{signal}", with: LastWords.signal)
            .replacing("\"{exitCode}\"", with: LastWords.exitCode)
    }
}

extension String {
    fileprivate func drop(prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }
}
