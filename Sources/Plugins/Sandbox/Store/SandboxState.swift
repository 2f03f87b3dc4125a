import AstroAPI

/// Everything that the sandbox knows, as its state file holds it.
struct SandboxState: Codable, Sendable, Equatable {
    /// The layout of the file; a file of another layout is refused.
    static let currentFormat = 1

    var format = SandboxState.currentFormat
    /// How often the state was written.
    var revision = 0
    /// The token whose value the sandbox's own context uses.
    var ownerTokenID: String
    var organizations: [Organization]
    var workspaces: [Workspace]
    var deployments: [Deployment]
    /// In the order of their making.
    var tokens: [StoredToken]
    /// The logins by a browser; nil in a state that has had none.
    var logins: LoginState?
}

/// A token with what the API does not tell of it.
struct StoredToken: Codable, Sendable, Equatable {
    /// The token as the API describes it, without its value.
    var token: APIToken
    /// The Organization that it is listed in.
    var organizationID: String
    /// The ID of the Deployment, Workspace or Organization that it belongs to, which a change of roles leaves.
    var homeID: String
    /// The value, or nil where nobody was ever told it, as with the seeded tokens.
    var secret: String?

    var id: String { token.id }
    var home: Place? { Place(token.scope, homeID) }
    var roles: [TokenRole] { token.roles ?? [] }
}
