/// An API token as the server describes it; its value is there only right after a creation or rotation.
public struct APIToken: Codable, Sendable, Equatable {
    /// What a token belongs to.
    public struct Scope: OpenEnum {
        /// A token of one Deployment.
        public static let deployment = Scope(rawValue: "DEPLOYMENT")
        /// A token of one Workspace.
        public static let workspace = Scope(rawValue: "WORKSPACE")
        /// A token of the Organization.
        public static let organization = Scope(rawValue: "ORGANIZATION")

        /// The name as the API spells it.
        public let rawValue: String

        /// Takes any name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// What a token opens.
    public struct Kind: OpenEnum {
        /// A token for the Astro API and the Airflow API.
        public static let standard = Kind(rawValue: "STANDARD")
        /// A token that reaches a Deployment's Airflow API directly.
        public static let directAccess = Kind(rawValue: "DIRECT_ACCESS")

        /// The name as the API spells it.
        public let rawValue: String

        /// Takes any name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The CUID, in lower case.
    public var id: String
    /// The name given by a person; several tokens may share one.
    public var name: String
    /// A note by a person, maybe empty.
    public var description: String
    /// What it opens.
    public var kind: Kind
    /// What it belongs to.
    public var scope: Scope
    /// A public prefix that names the secret, changed by a rotation.
    public var shortToken: String
    /// The secret, present only in the answers to a creation and a rotation.
    public var token: String?
    /// When it was made.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// From when it is valid.
    public var startAt: Timestamp
    /// When it expires, or nil where it never does.
    public var endAt: Timestamp?
    /// When it was last used.
    public var lastUsedAt: Timestamp?
    /// When it last got a new value.
    public var lastRotatedAt: Timestamp?
    /// Its lifetime in days, where it has one.
    public var expiryPeriodInDays: Int?
    /// Every role it has, in every Deployment, Workspace and Organization.
    public var roles: [TokenRole]?
    /// Who made it.
    public var createdBy: SubjectProfile?
    /// Who last changed it.
    public var updatedBy: SubjectProfile?
    /// Whether some of its roles cannot be read: to send the others back would take those away.
    package var hasUnreadableRoles = false
    /// The Deployment whose Remote Execution agents log in with it; nil for every other token.
    package var agentsDeploymentID: String?
    /// The ID of the token that it is to replace, where its description said so before it was shortened for readers.
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
