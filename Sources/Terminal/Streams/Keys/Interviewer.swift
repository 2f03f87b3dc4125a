/// Asks the user outside of the terminal, for example in another program's window.
package protocol Interviewer: Sendable {
    /// Whether the user can be asked.
    var isThere: Bool { get }
    /// Asks a yes-or-no question.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` on a no or no answer.
    func confirm(_ question: String) async throws
    /// Asks for text that isn't empty.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if there is no answer.
    func text(_ question: String, default standard: String?) async throws -> String
    /// Lets the user choose one of several items; returns its index.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if nothing is chosen.
    func choose(_ question: String, from options: [String]) async throws -> Int
    /// Lets the user choose one or more items; returns their indices in order.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/cancelled`` if nothing is chosen.
    func chooseSeveral(_ question: String, from options: [String]) async throws -> [Int]
}
