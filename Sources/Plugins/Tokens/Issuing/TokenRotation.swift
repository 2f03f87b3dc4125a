import AstroAPI
import Kernel

/// Gives a token a new value, and does not rest before it is known what became of the request.
///
/// A value whose answer was lost is nobody's: asking once more harms no one, and only so somebody gets one.
struct TokenRotation {
    let client: AstroClient
    let context: Context

    private static let attempts = 3

    /// The token with its new value.
    ///
    /// - Throws: An ``UnknownOutcome`` where the server may have retired the old value; otherwise it did not.
    func rotate(_ target: APIToken) async throws -> APIToken {
        var shortToken = target.shortToken
        var attempt = 1
        while true {
            do {
                return try await client.rotateToken(id: target.id)
            } catch  where error.leavesOutcomeOpen {
                let now = try await tokenNow(target, after: error)
                let isRotated = now.shortToken != shortToken || (error as? any UnknownOutcome)?.wasDone == true
                guard attempt < Self.attempts, isRotated || error.isLoss else {
                    throw refusal(error, now, isRotated: isRotated)
                }
                context.output.notice(
                    isRotated
                        ? "The server rotated the token \(target.label), but its answer was lost. Nobody has that value: asking for another."
                        : "The answer of the server was lost. The token \(target.label) is as it was: asking again.")
                shortToken = now.shortToken
                attempt += 1
            }
        }
    }

    /// The token with the value that an earlier run kept, or with a new one where there is none that works.
    func value(of token: APIToken, kept secret: String?) async throws -> APIToken {
        guard let secret, try await isAccepted(secret, token) else { return try await rotate(token) }
        var token = token
        token.token = secret
        return token
    }

    /// Somebody may have rotated the token since.
    private func isAccepted(_ secret: String, _ token: APIToken) async throws -> Bool {
        do {
            _ = try await client.authorized(by: secret).token(id: token.id)
            return true
        } catch let error as APIError {
            if error.status == 401 { return false }
            guard [403, 404].contains(error.status) else { throw error }
            return true
        }
    }

    private func tokenNow(_ target: APIToken, after cause: any Error) async throws -> APIToken {
        do {
            return try await client.token(id: target.id)
        } catch {
            throw ChangeInDoubt(
                cause, "the old value of the token \(target.label) may have stopped working",
                hint: "run the same command again: it gets a new value in any case")
        }
    }

    private func refusal(_ cause: any Error, _ token: APIToken, isRotated: Bool) -> any Error {
        if isRotated {
            return ChangeInDoubt(
                cause, "the old value of the token \(token.label) no longer works, and the new one was lost",
                hint: "run the same command again: it gets a new value")
        }
        let error = CommandError(describing: cause)
        return CommandError(
            error.exitCode, "\(error.message); the token \(token.label) is as it was", hint: "try again in a minute",
            requestID: error.requestID)
    }
}
