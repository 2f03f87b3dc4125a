import Base

extension Output {
    /// Checks that something reads stdout; call this before requesting a secret that is shown only once.
    ///
    /// - Throws: ``CommandError`` if stdout is closed or its reader is gone.
    public func requireReader() throws {
        guard console.output.isBroken else { return }
        throw CommandError(.failure, "stdout is closed, so the value could not be shown; nothing was changed")
    }
}
