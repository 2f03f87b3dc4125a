/// The body of a request to create a token.
public struct CreateTokenRequest: Codable, Sendable, Equatable {
    /// The new token's name; must not be empty.
    public var name: String
    /// The role it gets in the place that it belongs to.
    public var role: String
    /// The kind of place that it belongs to.
    public var scope: APIToken.Scope
    /// The ID of the Deployment or Workspace that it belongs to; nil for the Organization.
    public var entityId: String?
    /// A free-form description.
    public var description: String?
    /// The APIs that it gives access to.
    public var kind: APIToken.Kind?
    /// Its lifetime in days, from 1 to 3650; nil if it never expires.
    public var tokenExpiryPeriodInDays: Int?

    /// Creates a request.
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
    /// The requested token before it is created: without an ID, a value and times.
    package var token: APIToken {
        let unknown = Timestamp("")
        return APIToken(
            id: "", name: name, description: description ?? "", kind: kind ?? .standard, scope: scope, shortToken: "",
            createdAt: unknown, updatedAt: unknown, startAt: unknown, expiryPeriodInDays: tokenExpiryPeriodInDays)
    }
}

/// The body of a request to create an agent token, which has no role; the address says where it belongs.
package struct CreateAgentTokenRequest: Codable, Sendable, Equatable {
    /// The new token's name; must not be empty.
    package var name: String
    /// A free-form description.
    package var description: String?
    /// Its lifetime in days, from 1 to 3650; nil if it never expires.
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

/// The body of a request to change a token's name or description.
public struct UpdateTokenRequest: Codable, Sendable, Equatable {
    /// The name, which the API always requires, even if unchanged.
    public var name: String
    /// The description; nil leaves it unchanged, an empty one clears it.
    public var description: String?

    /// Creates a request.
    public init(name: String, description: String? = nil) {
        self.name = name
        self.description = description
    }
}

/// The body of a request to change a token's roles: the complete list, which replaces the previous one.
public struct UpdateTokenRolesRequest: Codable, Sendable, Equatable {
    /// Every role that the token should have.
    public var roles: [TokenRole]

    /// Creates a request.
    public init(roles: [TokenRole]) { self.roles = roles }
}
