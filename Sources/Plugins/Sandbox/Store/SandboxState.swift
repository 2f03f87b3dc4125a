#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// Everything that the sandbox knows, as its state file holds it.
struct SandboxState: Codable, Sendable, Equatable {
    /// The layout of the file; a file of another layout is refused.
    static let currentFormat = 1

    var format = SandboxState.currentFormat
    /// How often the state was written.
    var revision = 0
    /// Tells the state file from those before it, for the journal; nil in a file from before there was a journal.
    var fileID: String?
    /// The token whose value the sandbox's own context uses.
    var ownerTokenID: String
    var organizations: [Organization]
    var workspaces: [Workspace]
    var deployments: [Deployment]
    var tokens: TokenList
    /// The tokens of Deployments' agents, in the order of their making; nil in a file from before there were any.
    var agentTokens: [StoredToken]? = Seed.agentTokens
    /// The logins by a browser; nil in a state that has had none.
    var logins: LoginState?
    /// The state of what plugins add, by their names; a plugin without one begins with its seed.
    var parts: [String: JSONValue]?
}

/// A token with what the API does not tell of it.
struct StoredToken: Codable, Sendable, Equatable {
    /// The token as the API describes it, without its value.
    var token: APIToken
    /// The Organization that it is listed in.
    var organizationID: String
    /// The ID of the Deployment, Workspace or Organization that it belongs to, which a change of roles leaves.
    var homeID: String
    /// The value, or nil if nobody was ever told it, as with the seeded tokens.
    var secret: String?

    var id: String { token.id }
    var home: Place? { Place(token.scope, homeID) }
    var roles: [TokenRole] { token.roles ?? [] }
}

extension SandboxState {
    /// How many seconds after a use another one is noted: otherwise every reading would write the whole state.
    private static let interval: TimeInterval = 60

    /// The token of an ID, an agent's or another.
    private func credential(_ id: String) -> StoredToken? {
        tokens[id] ?? agentTokens?.first { $0.id == id }
    }

    /// Whether a use of a token is to be noted, since none was lately.
    func isUseNew(of id: String, at moment: Date) -> Bool {
        guard let token = credential(id)?.token else { return false }
        return token.lastUsedAt?.date.map { $0 < moment.addingTimeInterval(-Self.interval) } ?? true
    }

    /// Notes that somebody used a token.
    mutating func noteUse(of id: String, at moment: Date) {
        guard isUseNew(of: id, at: moment) else { return }
        if var stored = tokens[id] {
            stored.token.lastUsedAt = Timestamp(moment)
            tokens.put(stored)
        } else if let index = agentTokens?.firstIndex(where: { $0.id == id }) {
            agentTokens?[index].token.lastUsedAt = Timestamp(moment)
        }
    }
}
