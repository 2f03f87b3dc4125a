#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI

/// What a new sandbox holds: the same IDs, names and dates each time, so that examples can name them.
enum Seed {
    /// The person who made everything.
    static let author = SubjectProfile(
        id: "cuser000000000adalovelace", subjectType: "USER", fullName: "Ada Lovelace", username: "ada@acme.example")

    /// A new state with `extraTokens` generated tokens after the seeded ones.
    ///
    /// Only the value of the owner's token is random; the other tokens have none, since nobody was ever told one.
    static func state(extraTokens: Int = 0, at now: Date) throws -> SandboxState {
        var state = SandboxState(
            ownerTokenID: sandboxOwnerID, organizations: [organization], workspaces: workspaces,
            deployments: deployments, tokens: TokenList(tokens + (0..<extraTokens).map(generatedToken)))
        try state.withToken(sandboxOwnerID) { token, places in
            _ = try token.renewSecret(in: places, at: now)
        }
        return state
    }
}

extension SandboxState {
    /// Changes one token in place; `body` also gets the state as it was, and nothing happens where there is none.
    mutating func withToken(_ id: String, _ body: (inout StoredToken, SandboxState) throws -> Void) rethrows {
        guard var token = tokens[id] else { return }
        try body(&token, self)
        tokens.put(token)
    }
}
