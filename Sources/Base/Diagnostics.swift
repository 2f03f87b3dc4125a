/// Where code below the terminal reports messages.
package struct Diagnostics: Sendable {
    /// How much a message matters.
    package enum Level: Sendable {
        /// Something went wrong, but the run continues.
        case warning
        /// Shown in every run.
        case notice
        /// Shown on request.
        case info
        /// Useful for debugging.
        case debug
    }

    private let say: @Sendable (Level, String) -> Void

    /// Hands every message to a function.
    package init(_ say: @escaping @Sendable (_ level: Level, _ message: String) -> Void) { self.say = say }

    package func warning(_ message: String) { say(.warning, message) }
    package func notice(_ message: String) { say(.notice, message) }
    package func info(_ message: String) { say(.info, message) }
    package func debug(_ message: String) { say(.debug, message) }
}
