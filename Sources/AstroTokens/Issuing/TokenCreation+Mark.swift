import AstroAPI
import AstroPlaces
import Kernel

extension TokenCreation {
    /// Returns the tokens that carry this creation's mark, which no other run can have created.
    func marked() async throws -> [APIToken] {
        guard let mark, mark.nonce != nil else { return [] }
        return try await client.tokens(place.filter).filter { token in
            bearsOurMark(token) && token.name == request.name && token.scope == request.scope
        }
    }

    /// Returns whether a token carries this creation's mark.
    func bearsOurMark(_ token: APIToken) -> Bool {
        guard let mark, mark.nonce != nil, let other = token.mark else { return false }
        return other.nonce == mark.nonce && other.oldID == mark.oldID
    }

    /// Returns whether this run can have created a token: a token with another mark comes from another run.
    func mayBeOurs(_ token: APIToken) -> Bool { mark == nil || token.mark == nil || bearsOurMark(token) }

    /// Gives a token with this creation's mark a new value because the first one was lost.
    func giveValue(to token: APIToken) async throws -> APIToken {
        guard client.changesTokens else {
            throw orphan(token.id, label: token.label, after: CommandError(.undelivered, "its value was lost"))
        }
        context.output.notice(
            "The server created the token \(token.label), but its value was lost; requesting a new one.")
        return try await followUp(token) {
            try await rotation(of: token).rotate(token)
        }
    }

    /// Returns the error for a token with this creation's mark whose value somebody else uses.
    func taken(_ token: APIToken) -> CommandError {
        CommandError.usage(
            "an earlier run created the token \(token.label), and somebody has rotated and used it since; "
                + "nothing was changed", hint: place.family.command("overlap cancel", [token.id]))
    }
}

extension APIToken {
    /// Whether somebody may depend on its value: it was rotated, and only its own run can have used the first value.
    var isTaken: Bool { lastUsedAt != nil && lastRotatedAt != nil }

    /// Whether it was never used, nor rotated.
    var isUntouched: Bool { lastUsedAt == nil && lastRotatedAt == nil }
}

extension Array {
    /// The element of an array that has exactly one.
    var only: Element? { count == 1 ? self[0] : nil }
}
