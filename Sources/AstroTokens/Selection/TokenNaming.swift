package import AstroAPI
package import AstroPlaces
package import Kernel

/// The way a family's command line names a token.
package protocol TokenNaming: Sendable {
    /// The placeholder of the ID.
    static var placeholder: String { get }
    /// The option that takes its name.
    static var nameOption: String { get }
    /// The short form of that option.
    static var short: Character { get }
    /// Its name in prose.
    static var noun: String { get }
    /// A word for the tokens to choose from.
    static var offer: String { get }
    /// Returns the tokens to choose from in a place.
    static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws -> [APIToken]
}

/// A token in the family of a scope.
package protocol FamilyToken: TokenNaming {}

extension FamilyToken {
    package static var placeholder: String { "TOKEN_ID" }
    package static var nameOption: String { "name" }
    package static var short: Character { "t" }
    package static var noun: String { "token" }
}

/// A token that belongs to the place itself.
package enum OwnToken: FamilyToken {
    package static let offer = "own"

    package static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws
        -> [APIToken]
    {
        try await client.tokens(place.filter).filter { $0.scope == place.scope.apiScope }
    }
}

/// A token with a role in the place, wherever it belongs.
package enum AnyToken: FamilyToken {
    package static let offer = "any"

    package static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws
        -> [APIToken]
    {
        try await client.tokens(place.filter)
    }
}

/// A token that a Deployment's agents log in with.
package enum AgentToken: FamilyToken {
    package static let noun = "agent token"
    package static let offer = "agent"

    package static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws
        -> [APIToken]
    {
        try await client.reaching(place).tokens(place.filter)
    }
}

/// A token of a wider scope that gets a role in a narrower place.
package protocol GuestToken: TokenNaming {
    /// The scope of such tokens.
    static var scope: TokenScope { get }
    /// Returns the place whose tokens can get a role.
    static func home(of place: TokenPlace, _ client: AstroClient, in context: Context) async throws -> TokenPlace
}

extension GuestToken {
    package static var noun: String { "\(scope.noun) token" }
    package static var offer: String { "\(scope.word)-guest" }

    /// Returns the tokens with a role in the place.
    package static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws
        -> [APIToken]
    {
        try await client.tokens(place.filter).filter(includes)
    }

    /// Returns whether a token has the wider scope.
    package static func includes(_ token: APIToken) -> Bool { token.scope == scope.apiScope }

    /// The group of commands for such tokens.
    package static var group: String { "\(scope.word)-token" }
}

/// An Organization's token in a Workspace or a Deployment.
package enum OrganizationGuest: GuestToken {
    package static let scope = TokenScope.organization
    package static let placeholder = "ORG_TOKEN_ID"
    package static let nameOption = "org-token-name"
    package static let short: Character = "n"

    package static func home(of place: TokenPlace, _ client: AstroClient, in context: Context) async throws
        -> TokenPlace
    {
        TokenPlace(scope: .organization, id: client.organizationID)
    }
}

/// A Workspace's token in one of its Deployments.
package enum WorkspaceGuest: GuestToken {
    package static let scope = TokenScope.workspace
    package static let placeholder = "WORKSPACE_TOKEN_ID"
    package static let nameOption = "workspace-token-name"
    package static let short: Character = "n"

    package static func home(of place: TokenPlace, _ client: AstroClient, in context: Context) async throws
        -> TokenPlace
    {
        if case .id(let id)? = place.workspace { return TokenPlace(scope: .workspace, id: id) }
        guard case .name(let name)? = place.workspace else {
            return TokenPlace(scope: .workspace, id: try await client.deployment(id: place.id).workspaceId)
        }
        return TokenPlace(scope: .workspace, id: try await PlaceDirectory(context, client).workspaceID(.name(name)))
    }
}

/// A token of a wider scope that has no role in the place yet.
package enum Newcomer<Guest: GuestToken>: TokenNaming {
    package static var placeholder: String { Guest.placeholder }
    package static var nameOption: String { Guest.nameOption }
    package static var short: Character { Guest.short }
    package static var noun: String { Guest.noun }
    package static var offer: String { "\(Guest.scope.word)-newcomer" }

    package static func offered(in place: TokenPlace, _ client: AstroClient, _ context: Context) async throws
        -> [APIToken]
    {
        let home = try await Guest.home(of: place, client, in: context)
        return try await client.tokens(home.filter).filter { Guest.includes($0) && $0.role(in: place) == nil }
    }
}
