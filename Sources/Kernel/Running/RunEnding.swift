import Base
import Terminal

extension Context {
    /// Returns the error that ends a changing command, with whether anything was changed added to its message.
    func tellingState(after error: any Error, _ effect: CommandConfiguration.Effect) -> any Error {
        var told = CommandError(describing: error)
        let isInterrupted = error is CancellationError
        guard effect == .changes, isInterrupted || told.exitCode == .network,
            !told.message.contains("nothing was changed")
        else { return error }
        if !audit.hasBegun {
            told.message += "; nothing was changed"
        } else if isInterrupted {
            told.message += "; the change in progress may or may not have been made"
        } else {
            return error
        }
        return told
    }
}

extension StreamError {
    /// Returns the exit code if the result can't be written: success if a read command's reader has seen enough.
    func exitCode(after effect: CommandConfiguration.Effect) throws -> ExitCode {
        switch (self, effect) {
        case (.closed, .local), (.closed, .reads): return .success
        case (.system(let words), .local), (.system(let words), .reads):
            throw CommandError(.failure, "the result could not be written to stdout: \(words)")
        case (_, .changes):
            throw CommandError(.undelivered, "the server did it, but the result could not be written to stdout")
        }
    }
}
