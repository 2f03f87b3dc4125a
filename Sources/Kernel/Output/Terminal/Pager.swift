/// Shows text a screen at a time, as `less` does.
public protocol Pager: Sendable {
    /// Runs a line of a shell, gives it the text to read, and waits for its end.
    ///
    /// However it ends, the person has seen what they wanted to see.
    /// - Parameter environment: What it inherits.
    /// - Returns: Whether it ran; false where there is no such program.
    func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool
}
