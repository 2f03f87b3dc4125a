#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI

/// The content of a new sandbox: always the same IDs, names and dates, so that examples can use them.
enum Seed {
    /// The person who created everything.
    static let author = SubjectProfile(
        id: "cuser000000000adalovelace", subjectType: "USER", fullName: "Ada Lovelace", username: "ada@acme.example")

    /// Returns a new state with `extraTokens` generated tokens after the seeded ones.
    ///
    /// Only the value of the owner's token is random; the other tokens have none, since nobody ever received one.
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
    /// Changes one token in place, if it exists; `body` also gets the previous state.
    mutating func withToken(_ id: String, _ body: (inout StoredToken, SandboxState) throws -> Void) rethrows {
        guard var token = tokens[id] else { return }
        try body(&token, self)
        tokens.put(token)
    }
}
