/// What a creation sends.
public struct CreateTokenRequest: Codable, Sendable, Equatable {
    /// The new token's name, not empty.
    public var name: String
    /// The role it gets in the place it belongs to.
    public var role: String
    /// What it belongs to.
    public var scope: APIToken.Scope
    /// The Deployment or Workspace it belongs to; none for the Organization.
    public var entityId: String?
    /// A note by a person.
    public var description: String?
    /// What it opens.
    public var kind: APIToken.Kind?
    /// Its lifetime in days, 1 to 3650; without one it never expires.
    public var tokenExpiryPeriodInDays: Int?

    /// Describes a creation.
    public init(
        name: String, role: String, scope: APIToken.Scope, entityId: String? = nil, description: String? = nil,
        kind: APIToken.Kind? = nil, tokenExpiryPeriodInDays: Int? = nil
    ) {
        self.name = name
        self.role = role
        self.scope = scope
        self.entityId = entityId
        self.description = description
        self.kind = kind
        self.tokenExpiryPeriodInDays = tokenExpiryPeriodInDays
    }
}

extension CreateTokenRequest {
    /// The token that is asked for, as far as that is known before it is made: without an ID, a value and times.
    package var token: APIToken {
        let unknown = Timestamp("")
        return APIToken(
            id: "", name: name, description: description ?? "", kind: kind ?? .standard, scope: scope, shortToken: "",
            createdAt: unknown, updatedAt: unknown, startAt: unknown, expiryPeriodInDays: tokenExpiryPeriodInDays)
    }
}

/// What the creation of an agent's token sends: it has no role, and its address says where it belongs.
package struct CreateAgentTokenRequest: Codable, Sendable, Equatable {
    /// The new token's name, not empty.
    package var name: String
    /// A note by a person.
    package var description: String?
    /// Its lifetime in days, 1 to 3650; without one it never expires.
    package var tokenExpiryPeriodInDays: Int?

    package init(name: String, description: String?, tokenExpiryPeriodInDays: Int?) {
        self.name = name
        self.description = description
        self.tokenExpiryPeriodInDays = tokenExpiryPeriodInDays
    }

    init(_ request: CreateTokenRequest) {
        self.init(
            name: request.name, description: request.description,
            tokenExpiryPeriodInDays: request.tokenExpiryPeriodInDays)
    }
}

/// What a change of name or description sends.
public struct UpdateTokenRequest: Codable, Sendable, Equatable {
    /// The name, which the API always wants, changed or not.
    public var name: String
    /// The description; absent leaves it, empty clears it.
    public var description: String?

    /// Describes a change.
    public init(name: String, description: String? = nil) {
        self.name = name
        self.description = description
    }
}

/// What a change of roles sends: the whole list, which replaces the one before.
public struct UpdateTokenRolesRequest: Codable, Sendable, Equatable {
    /// Every role the token shall have.
    public var roles: [TokenRole]

    /// Describes a change of roles.
    public init(roles: [TokenRole]) { self.roles = roles }
}
