#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// The sandbox's whole state, as in its state file.
struct SandboxState: Codable, Sendable, Equatable {
    /// The version of the file's format; a file with another one is refused.
    static let currentFormat = 1

    var format = SandboxState.currentFormat
    /// The number of times that the state was written.
    var revision = 0
    /// Distinguishes the state file from earlier ones, for the journal; nil in a file from before there was a journal.
    var fileID: String?
    /// The token whose value the sandbox's own context uses.
    var ownerTokenID: String
    var organizations: [Organization]
    var workspaces: [Workspace]
    var deployments: [Deployment]
    var tokens: TokenList
    /// The agent tokens, in the order of their creation; nil in a file from before there were any.
    var agentTokens: [StoredToken]? = Seed.agentTokens
    /// The browser logins; nil in a state without any.
    var logins: LoginState?
    /// The state of plugins, by name; a plugin without one starts with its seed.
    var parts: [String: JSONValue]?
}

/// A token with the fields that the API doesn't expose.
struct StoredToken: Codable, Sendable, Equatable {
    /// The token as the API describes it, without its value.
    var token: APIToken
    /// The Organization whose listing includes it.
    var organizationID: String
    /// The ID of the Deployment, Workspace or Organization that it belongs to, which a change of roles doesn't affect.
    var homeID: String
    /// The value; nil if nobody ever received it, as with the seeded tokens.
    var secret: String?

    var id: String { token.id }
    var home: Place? { Place(token.scope, homeID) }
    var roles: [TokenRole] { token.roles ?? [] }
}

extension SandboxState {
    /// The minimum time between recorded uses, in seconds: otherwise every request would write the whole state.
    private static let interval: TimeInterval = 60

    /// Returns the token with an ID, including agent tokens.
    private func credential(_ id: String) -> StoredToken? {
        tokens[id] ?? agentTokens?.first { $0.id == id }
    }

    /// Returns whether to record a use of a token, because the last recorded one isn't recent.
    func isUseNew(of id: String, at moment: Date) -> Bool {
        guard let token = credential(id)?.token else { return false }
        return token.lastUsedAt?.date.map { $0 < moment.addingTimeInterval(-Self.interval) } ?? true
    }

    /// Records a use of a token.
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
