import AstroAPI
import Delivery
package import Kernel

/// A change that the server may or may not have made.
struct ChangeInDoubt: UnknownOutcome, CommandErrorConvertible {
    let commandError: CommandError

    /// - Parameter exitCode: The exit code, if it differs from the cause's.
    init(_ cause: any Error, _ words: String, hint: Hint?, exitCode: ExitCode? = nil) {
        let cause = cause.withoutDoubt
        commandError = CommandError(
            exitCode ?? cause.exitCode, "\(cause.message); \(words)", hint: hint, requestID: cause.requestID)
    }
}

extension Context {
    /// Makes a change; if its outcome is unknown, the error's hint says how to request it again.
    package func change(
        _ step: String, again repetition: Hint, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        do {
            try await uninterrupted(step, repetition: repetition, body)
        } catch is CancellationError {
            throw CommandError.interrupted("interrupted; nothing was changed", hint: repetition)
        } catch  where error.isUnsent {
            throw error.ofNoChange
        } catch  where error.leavesOutcomeOpen {
            var told = CommandError(describing: error)
            told.hint = repetition
            throw told
        }
    }
}

extension Context {
    /// Gathers what a change needs; if the network fails, the error says that nothing was changed.
    package func preparing<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch  where error is TransportError || error is MissingLocalServer {
            throw error.ofNoChange
        }
    }
}

extension Error {
    /// Whether the request never reached the server.
    var isUnsent: Bool {
        (self as? TransportError)?.requestMayHaveArrived == false || self is MissingLocalServer
    }

    /// The error with the statement that nothing was changed.
    var ofNoChange: CommandError {
        var error = CommandError(describing: self)
        if !error.message.hasSuffix("nothing was sent") { error.message += "; nothing was changed" }
        return error
    }

    /// Whether the request, and not just its answer, may have been lost.
    var isLoss: Bool { self is any UnknownOutcome }

    /// The error without a statement about the outcome of the change.
    var withoutDoubt: CommandError { (self as? LostAnswer)?.loss ?? CommandError(describing: self) }
}
