extension Output {
    /// Checks that somebody is there to read stdout, before a secret is asked for that is shown only once.
    ///
    /// - Throws: ``CommandError`` where stdout is closed or its reader is gone.
    public func requireReader() throws {
        guard console.output.isBroken else { return }
        throw CommandError(.failure, "stdout is closed, so the value could not be shown; nothing was changed")
    }
}
