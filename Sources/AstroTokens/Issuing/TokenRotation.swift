import AstroAPI
import Delivery
package import Kernel

/// Gives a token a new value, and does not rest before it is known what became of the request.
///
/// A value whose answer was lost is nobody's: asking once more harms no one, and only so somebody gets one.
struct TokenRotation {
    let client: AstroClient
    let context: Context

    /// What a person does where the new value was lost.
    let repetition: Hint

    private static let attempts = 3

    /// The token with its new value.
    ///
    /// - Throws: An ``UnknownOutcome`` if the server may have retired the old value; otherwise it did not.
    func rotate(_ target: APIToken) async throws -> APIToken {
        var shortToken = target.shortToken
        // Whether an earlier attempt retired the old value: a refusal of a later one leaves the token without any.
        var wasRotated = false
        var attempt = 1
        while true {
            do {
                return try await client.rotateToken(id: target.id, known: target)
            } catch  where error.leavesOutcomeOpen {
                wasRotated = wasRotated || (error as? any UnknownOutcome)?.wasDone == true
                let now = try await tokenNow(target, after: error, wasRotated: wasRotated)
                wasRotated = wasRotated || !now.shortToken.isEmpty && now.shortToken != shortToken
                guard attempt < Self.attempts, wasRotated || error.isLoss else {
                    if !wasRotated, let busy = busy(error, target) { throw busy }
                    throw wasRotated ? lost(error, target) : unchanged(error, target, hint: "try again in a minute")
                }
                context.output.notice(
                    wasRotated
                        ? "The server rotated the token \(target.label), but its answer was lost. Nobody has that value: asking for another."
                        : "The answer of the server was lost. The token \(target.label) is as it was: asking again.")
                shortToken = now.shortToken
                attempt += 1
            } catch  where wasRotated {
                throw lost(error, target)
            } catch  where error is TransportError || error is MissingLocalServer {
                throw unchanged(error, target, hint: nil)
            }
        }
    }

    /// The token with the value that an earlier run kept, or with a new one where there is none that works.
    func value(of token: APIToken, kept secret: String?) async throws -> APIToken {
        // Nobody can have given the token another value since, nor can anybody now.
        guard client.changesTokens else { return try token.with(kept: secret) }
        // Somebody may have rotated the token since.
        guard let secret, (try? secret.requireUsable()) != nil,
            try await client.refusal(of: secret, asTokenID: token.id) == nil
        else { return try await rotate(token) }
        var token = token
        token.token = secret
        return token
    }

    private func tokenNow(_ target: APIToken, after cause: any Error, wasRotated: Bool) async throws -> APIToken {
        do {
            return try await client.token(id: target.id)
        } catch {
            // A value that is refused to its own token is the old one.
            let isRefused = (error as? APIError)?.status == 401 && context.auth.apiTokenID == target.id
            if wasRotated || isRefused { throw lost(cause, target) }
            throw ChangeInDoubt(
                cause, "the old value of the token \(target.label) may have stopped working, and nobody has a new one",
                hint: repetition)
        }
    }

    /// The refusal of a server that is busy and did nothing.
    private func busy(_ error: any Error, _ target: APIToken) -> BusyServer? {
        guard let refusal = error as? APIError, refusal.status == 503 else { return nil }
        return BusyServer(
            commandError: unchanged(error, target, hint: "try again in a minute"), retryAfter: refusal.retryAfter)
    }

    private func lost(_ cause: any Error, _ target: APIToken) -> ChangeInDoubt {
        ChangeInDoubt(
            cause, "the old value of the token \(target.label) no longer works, and the new one was lost",
            hint: repetition)
    }

    private func unchanged(_ cause: any Error, _ target: APIToken, hint: Hint?) -> CommandError {
        let error = cause.withoutDoubt
        return CommandError(
            error.exitCode, "\(error.message); the token \(target.label) is as it was: its old value still works",
            hint: hint ?? error.hint, requestID: error.requestID)
    }
}

extension APIToken {
    /// The token with the value that an earlier run kept, which is the only one that it will ever have.
    fileprivate func with(kept secret: String?) throws -> APIToken {
        guard let secret, (try? secret.requireUsable()) != nil else {
            throw CommandError(
                .undelivered, "an agent token cannot be given another value, and the one of \(label) was lost")
        }
        var token = self
        token.token = secret
        return token
    }
}

/// The refusal of a change by a server that is busy; it is known that nothing was changed.
package struct BusyServer: Error, CommandErrorConvertible {
    package let commandError: CommandError
    /// How long the server wants to be left alone: a number of seconds, or a date.
    package let retryAfter: String?
}
