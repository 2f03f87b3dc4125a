public import OperatingSystem

/// Shows text a screen at a time, as `less` does.
public protocol Pager: Sendable {
    /// Runs a shell command with the text on its standard input, and waits until it ends.
    ///
    /// Its exit status doesn't matter: quitting early just means that the user has seen enough.
    /// - Parameter environment: The environment of the command.
    /// - Returns: Whether the command ran; false if there is no such program.
    func show(_ text: [UInt8], with command: String, in environment: Environment) -> Bool
}
