import AstroAPI
import AstroPlaces
import Kernel

extension TokenCreation {
    /// The tokens that bear our mark: nobody else can have made them.
    func marked() async throws -> [APIToken] {
        guard let mark, mark.nonce != nil else { return [] }
        return try await client.tokens(place.filter).filter { token in
            bearsOurMark(token) && token.name == request.name && token.scope == request.scope
        }
    }

    /// Whether a token bears our mark.
    func bearsOurMark(_ token: APIToken) -> Bool {
        guard let mark, mark.nonce != nil, let other = token.mark else { return false }
        return other.nonce == mark.nonce && other.oldID == mark.oldID
    }

    /// Whether a token can be ours at all: another mark is another run's.
    func mayBeOurs(_ token: APIToken) -> Bool { mark == nil || token.mark == nil || bearsOurMark(token) }

    /// Gives a token that bears our mark another value, where the first one was lost.
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

    /// The refusal to take the value of a token that bears our mark away from somebody.
    func taken(_ token: APIToken) -> CommandError {
        CommandError.usage(
            "an earlier run created the token \(token.label), and somebody has rotated and used it since; "
                + "nothing was changed", hint: place.family.command("overlap cancel", [token.id]))
    }
}

extension APIToken {
    /// Whether somebody may depend on its value: the first one was lost, and only its own run can have used that.
    var isTaken: Bool { lastUsedAt != nil && lastRotatedAt != nil }

    /// Whether nobody has used it, nor given it another value.
    var isUntouched: Bool { lastUsedAt == nil && lastRotatedAt == nil }
}

extension Array {
    /// The element of an array that has no other.
    var only: Element? { count == 1 ? self[0] : nil }
}
