import AstroAPI

/// How a family's command line names a token.
protocol TokenNaming: Sendable {
    /// The placeholder of the ID.
    static var placeholder: String { get }
    /// The option that names it by its name.
    static var nameOption: String { get }
    /// The short form of that option.
    static var short: Character { get }
    /// What people call it.
    static var noun: String { get }
}

/// A token in the family of its own scope.
enum OwnToken: TokenNaming {
    static let placeholder = "TOKEN_ID"
    static let nameOption = "name"
    static let short: Character = "t"
    static let noun = "token"
}

/// A token of a wider scope that gets a role in a narrower place.
protocol GuestToken: TokenNaming {
    /// What such tokens belong to.
    static var scope: TokenScope { get }
    /// The place whose tokens can be invited.
    static func home(of place: TokenPlace, _ client: AstroClient) async throws -> TokenPlace
}

extension GuestToken {
    static var noun: String { "\(scope.noun) token" }
    /// Whether a token is one of them.
    static func includes(_ token: APIToken) -> Bool { token.scope == scope.apiScope }

    /// The group of commands for such tokens.
    static var group: String { "\(scope.word)-token" }
}

/// An Organization's token in a Workspace or a Deployment.
enum OrganizationGuest: GuestToken {
    static let scope = TokenScope.organization
    static let placeholder = "ORG_TOKEN_ID"
    static let nameOption = "org-token-name"
    static let short: Character = "n"

    static func home(of place: TokenPlace, _ client: AstroClient) async throws -> TokenPlace {
        TokenPlace(scope: .organization, id: client.organizationID)
    }
}

/// A Workspace's token in one of its Deployments.
enum WorkspaceGuest: GuestToken {
    static let scope = TokenScope.workspace
    static let placeholder = "WORKSPACE_TOKEN_ID"
    static let nameOption = "workspace-token-name"
    static let short: Character = "n"

    static func home(of place: TokenPlace, _ client: AstroClient) async throws -> TokenPlace {
        TokenPlace(scope: .workspace, id: try await client.deployment(id: place.id).workspaceId)
    }
}
