import AstroAPI
import Kernel

/// A change of which it is not known whether the server made it.
struct ChangeInDoubt: UnknownOutcome, CommandErrorConvertible {
    let commandError: CommandError

    init(_ cause: any Error, _ words: String, hint: String) {
        let cause = CommandError(describing: cause)
        commandError = CommandError(
            cause.exitCode == .undelivered ? .undelivered : cause.exitCode, "\(cause.message); \(words)", hint: hint,
            requestID: cause.requestID)
    }
}

extension Error {
    /// Whether the request, and not just its answer, may have been lost on the way.
    var isLoss: Bool { self is any UnknownOutcome }
}
