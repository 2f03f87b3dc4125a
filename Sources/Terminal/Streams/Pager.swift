public import OperatingSystem

/// Shows text a screen at a time, as `less` does.
public protocol Pager: Sendable {
    /// Runs a shell command, gives it the text to read, and waits for its end.
    ///
    /// However it ends, the user has seen what they wanted to see.
    /// - Parameter environment: The environment of the command.
    /// - Returns: Whether it ran; false if there is no such program.
    func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool
}
