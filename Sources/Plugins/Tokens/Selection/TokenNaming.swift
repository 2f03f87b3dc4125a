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
    /// A word for the tokens that come into question.
    static var offer: String { get }
    /// The tokens that come into question in a place.
    static func offered(in place: TokenPlace, _ client: AstroClient) async throws -> [APIToken]
}

/// A token in the family of a scope.
protocol FamilyToken: TokenNaming {}

extension FamilyToken {
    static var placeholder: String { "TOKEN_ID" }
    static var nameOption: String { "name" }
    static var short: Character { "t" }
    static var noun: String { "token" }
}

/// A token that belongs to the place itself.
enum OwnToken: FamilyToken {
    static let offer = "own"

    static func offered(in place: TokenPlace, _ client: AstroClient) async throws -> [APIToken] {
        try await client.tokens(place.filter).filter { $0.scope == place.scope.apiScope }
    }
}

/// A token with a role in the place, wherever it belongs.
enum AnyToken: FamilyToken {
    static let offer = "any"

    static func offered(in place: TokenPlace, _ client: AstroClient) async throws -> [APIToken] {
        try await client.tokens(place.filter)
    }
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
    static var offer: String { "\(scope.word)-guest" }

    /// Those that have a role in the place.
    static func offered(in place: TokenPlace, _ client: AstroClient) async throws -> [APIToken] {
        try await client.tokens(place.filter).filter(includes)
    }

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

/// A token of a wider scope that has no role in the place yet.
enum Newcomer<Guest: GuestToken>: TokenNaming {
    static var placeholder: String { Guest.placeholder }
    static var nameOption: String { Guest.nameOption }
    static var short: Character { Guest.short }
    static var noun: String { Guest.noun }
    static var offer: String { "\(Guest.scope.word)-newcomer" }

    static func offered(in place: TokenPlace, _ client: AstroClient) async throws -> [APIToken] {
        let home = try await Guest.home(of: place, client)
        return try await client.tokens(home.filter).filter { Guest.includes($0) && $0.role(in: place) == nil }
    }
}
