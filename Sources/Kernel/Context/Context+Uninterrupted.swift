extension Context {
    /// Runs a step that must not be torn, such as asking for a new secret and delivering it, to its end.
    ///
    /// Ctrl-C meanwhile is told to the person and takes effect after the step; a second one ends the process.
    public func uninterrupted<Result: Sendable>(
        _ step: String, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let output = output
        // A task of its own is not cancelled with the one that waits for it.
        return try await withTaskCancellationHandler {
            try await Task(executorPreference: MainThreadExecutor.current) { try await body() }.value
        } onCancel: {
            output.warning("\(step) is finished first; Ctrl-C again abandons it, and what the server did stays unknown")
        }
    }
}
