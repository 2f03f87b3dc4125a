import Base
import OperatingSystem

extension Context {
    /// Runs a step that must not be interrupted, such as requesting a new secret and delivering it.
    ///
    /// Ctrl-C during the step is acknowledged and takes effect after it; a second Ctrl-C ends the process at once.
    ///
    /// - Parameter repetition: The command to run again if the process is ended before the step's outcome is known.
    public func uninterrupted<Result: Sendable>(
        _ step: String, repetition: Hint? = nil, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let abandoned = CommandError(
            .interrupted, "interrupted during \(step), which may or may not have been done", hint: repetition)
        return try await uninterrupted(step, abandoned: abandoned) { _ in try await body() }
    }

    /// Runs such a step that knows best what it leaves behind if it is abandoned.
    ///
    /// - Parameter abandoned: The error after a second Ctrl-C, until `body` sets another one.
    package func uninterrupted<Result: Sendable>(
        _ step: String, abandoned: CommandError,
        _ body: @escaping @Sendable (_ step: Interruption.Step?) async throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let output = output
        // A separate task isn't canceled with the one that waits for it.
        return try await withTaskCancellationHandler {
            try await Task(executorPreference: WorkCrew.current ?? MainThreadExecutor.current) {
                let inProgress = Interruption.current?.begin(abandoned)
                defer { inProgress?.end() }
                return try await body(inProgress)
            }.value
        } onCancel: {
            output.warning("\(step) will finish first; press Ctrl-C again to stop anyway")
        }
    }
}
