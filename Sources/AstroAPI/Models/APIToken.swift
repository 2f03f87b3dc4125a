/// An API token as the server describes it; the value is present only right after a creation or rotation.
public struct APIToken: Codable, Sendable, Equatable {
    /// The kind of place that a token belongs to.
    public struct Scope: OpenEnum {
        /// A token of one Deployment.
        public static let deployment = Scope(rawValue: "DEPLOYMENT")
        /// A token of one Workspace.
        public static let workspace = Scope(rawValue: "WORKSPACE")
        /// A token of the Organization.
        public static let organization = Scope(rawValue: "ORGANIZATION")

        /// The name as the API spells it.
        public let rawValue: String

        /// Creates a scope with any name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The APIs that a token gives access to.
    public struct Kind: OpenEnum {
        /// A token for the Astro API and the Airflow API.
        public static let standard = Kind(rawValue: "STANDARD")
        /// A token that reaches a Deployment's Airflow API directly.
        public static let directAccess = Kind(rawValue: "DIRECT_ACCESS")

        /// The name as the API spells it.
        public let rawValue: String

        /// Creates a kind with any name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The token's ID, a CUID in lower case.
    public var id: String
    /// The name that a person gave it; several tokens may share one.
    public var name: String
    /// A free-form description; may be empty.
    public var description: String
    /// The APIs that it gives access to.
    public var kind: Kind
    /// The kind of place that it belongs to.
    public var scope: Scope
    /// A public prefix that identifies the secret; a rotation changes it.
    public var shortToken: String
    /// The secret; present only in the response to a creation or rotation.
    public var token: String?
    /// The time when it was created.
    public var createdAt: Timestamp
    /// The time when it was last changed.
    public var updatedAt: Timestamp
    /// The time from which it is valid.
    public var startAt: Timestamp
    /// The time when it expires; nil if it never does.
    public var endAt: Timestamp?
    /// The time when it was last used.
    public var lastUsedAt: Timestamp?
    /// The time when it last got a new value.
    public var lastRotatedAt: Timestamp?
    /// Its lifetime in days; nil if it has none.
    public var expiryPeriodInDays: Int?
    /// Its roles in every Deployment, Workspace and Organization.
    public var roles: [TokenRole]?
    /// The person or token that created it.
    public var createdBy: SubjectProfile?
    /// The person or token that last changed it.
    public var updatedBy: SubjectProfile?
    /// Whether some of its roles are unreadable: sending only the others back would remove those.
    package var hasUnreadableRoles = false
    /// The Deployment whose Remote Execution agents log in with it; nil for every other token.
    package var agentsDeploymentID: String?
    /// The ID of the token that it replaces, from the mark that output removes from its description.
    package var replaces: String?

    enum CodingKeys: String, CodingKey {
        case id, name, description, kind, scope, shortToken, token, createdAt, updatedAt, startAt, endAt, lastUsedAt
        case lastRotatedAt, expiryPeriodInDays, roles, createdBy, updatedBy
    }

    /// Describes a token.
    package init(
        id: String, name: String, description: String, kind: Kind, scope: Scope, shortToken: String,
        token: String? = nil, createdAt: Timestamp, updatedAt: Timestamp, startAt: Timestamp, endAt: Timestamp? = nil,
        lastUsedAt: Timestamp? = nil, lastRotatedAt: Timestamp? = nil, expiryPeriodInDays: Int? = nil,
        roles: [TokenRole]? = nil, createdBy: SubjectProfile? = nil, updatedBy: SubjectProfile? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.scope = scope
        self.shortToken = shortToken
        self.token = token
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.startAt = startAt
        self.endAt = endAt
        self.lastUsedAt = lastUsedAt
        self.lastRotatedAt = lastRotatedAt
        self.expiryPeriodInDays = expiryPeriodInDays
        self.roles = roles
        self.createdBy = createdBy
        self.updatedBy = updatedBy
    }
}

extension APIToken.Scope {
    /// A token of a Deployment's Remote Execution agents: a word of this program, not of the API.
    package static let agent = Self(rawValue: "AGENT")
}
