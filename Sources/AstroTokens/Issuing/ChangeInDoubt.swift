import AstroAPI
import Delivery
package import Kernel

/// A change of which it is not known whether the server made it.
struct ChangeInDoubt: UnknownOutcome, CommandErrorConvertible {
    let commandError: CommandError

    /// - Parameter exitCode: How the process ends, where it is not as the cause has it.
    init(_ cause: any Error, _ words: String, hint: Hint?, exitCode: ExitCode? = nil) {
        let cause = cause.withoutDoubt
        commandError = CommandError(
            exitCode ?? cause.exitCode, "\(cause.message); \(words)", hint: hint, requestID: cause.requestID)
    }
}

extension Context {
    /// Makes a change of which the person learns how to ask for it again where nobody knows what became of it.
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
    /// Finds out what a change needs; where the network fails meanwhile, the error says that nothing was changed.
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

    /// The error in words that say so.
    var ofNoChange: CommandError {
        var error = CommandError(describing: self)
        if !error.message.hasSuffix("nothing was sent") { error.message += "; nothing was changed" }
        return error
    }

    /// Whether the request, and not just its answer, may have been lost on the way.
    var isLoss: Bool { self is any UnknownOutcome }

    /// The error in words that leave to others what became of the change.
    var withoutDoubt: CommandError { (self as? LostAnswer)?.loss ?? CommandError(describing: self) }
}
