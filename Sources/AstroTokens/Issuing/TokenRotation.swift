import AstroAPI
import Delivery
package import Kernel

/// Replaces a token's value, and retries until the outcome is known.
///
/// If an answer was lost, nobody has the value that it held, so it is safe to rotate again.
struct TokenRotation {
    let client: AstroClient
    let context: Context

    /// What to do if the new value was lost.
    let repetition: Hint

    private static let attempts = 3

    /// Returns the token with its new value.
    ///
    /// - Throws: An ``UnknownOutcome`` if the old value may have stopped working; otherwise it still works.
    func rotate(_ target: APIToken) async throws -> APIToken {
        var shortToken = target.shortToken
        // Whether an earlier attempt invalidated the old value: if a later one is refused, nobody has a working value.
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
                        ? "The server rotated the token \(target.label), but its answer was lost; requesting a new value."
                        : "The server's answer was lost. The token \(target.label) is unchanged; trying again.")
                shortToken = now.shortToken
                attempt += 1
            } catch  where wasRotated {
                throw lost(error, target)
            } catch  where error is TransportError || error is MissingLocalServer {
                throw unchanged(error, target, hint: nil)
            }
        }
    }

    /// Returns the token with the value that an earlier run saved, or with a new one if that doesn't work.
    func value(of token: APIToken, kept secret: String?) async throws -> APIToken {
        // An agent token can't be rotated, so the saved value is the only one.
        guard client.changesTokens else { return try token.with(kept: secret) }
        // Somebody may have rotated the token since.
        guard let secret, (try? secret.requireUsable()) != nil,
            try await client.refusal(of: secret, asTokenID: token.id) == nil
        else { return try await rotate(token) }
        var token = token
        token.token = secret
        return token
    }

    /// The token with the value that an earlier run kept.
    ///
    /// - Throws: ``SupersededSecret`` where that value is not the live one, or is gone.
    func kept(_ record: RecoveryRecord?, of target: APIToken) async throws -> APIToken {
        var token = try await client.token(id: target.id)
        guard let record, try await client.isLive(record, of: token) else {
            throw SupersededSecret(of: "the token \(target.label)")
        }
        token.token = record.secret
        return token
    }

    private func tokenNow(_ target: APIToken, after cause: any Error, wasRotated: Bool) async throws -> APIToken {
        do {
            return try await client.token(id: target.id)
        } catch {
            // If the token's own value is refused, it is the old one.
            let isRefused = (error as? APIError)?.status == 401 && context.auth.apiTokenID == target.id
            if wasRotated || isRefused { throw lost(cause, target) }
            throw ChangeInDoubt(
                cause, "the old value of the token \(target.label) may have stopped working, and nobody has a new one",
                hint: repetition)
        }
    }

    /// Returns the error of a server that was too busy to do anything.
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
            error.exitCode, "\(error.message); the token \(target.label) is unchanged; its old value still works",
            hint: hint ?? error.hint, requestID: error.requestID)
    }
}

extension APIToken {
    /// Returns the token with the value that an earlier run saved, the only one that it will ever have.
    fileprivate func with(kept secret: String?) throws -> APIToken {
        guard let secret, (try? secret.requireUsable()) != nil else {
            throw CommandError(
                .undelivered, "an agent token cannot be rotated, and the value of \(label) was lost")
        }
        var token = self
        token.token = secret
        return token
    }
}

/// The error of a server that is busy; it is certain that nothing was changed.
package struct BusyServer: Error, CommandErrorConvertible {
    package let commandError: CommandError
    /// When the server wants the next request: a number of seconds, or a date.
    package let retryAfter: String?
}
