/// One role that a token has in one place.
public struct TokenRole: Codable, Sendable, Hashable {
    /// The kinds of place in which a role can be held.
    public struct EntityType: OpenEnum {
        /// The whole Organization.
        public static let organization = EntityType(rawValue: "ORGANIZATION")
        /// One Workspace.
        public static let workspace = EntityType(rawValue: "WORKSPACE")
        /// One Deployment.
        public static let deployment = EntityType(rawValue: "DEPLOYMENT")
        /// One DAG of a Deployment.
        public static let dag = EntityType(rawValue: "DAG")
        /// Every DAG with a certain tag in a Deployment.
        public static let dagTag = EntityType(rawValue: "DAG_TAG")

        /// The name as the API spells it.
        public let rawValue: String

        /// Creates a kind of place with any name.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The ID of the place.
    public var entityId: String
    /// The kind of the place.
    public var entityType: EntityType
    /// The role's name, such as `DEPLOYMENT_ADMIN` or the name of a custom role.
    public var role: String
    /// The ID of the Deployment that the DAG or tag is in; nil for other roles.
    public var deploymentId: String?

    /// Creates a role.
    public init(entityId: String, entityType: EntityType, role: String, deploymentId: String? = nil) {
        self.entityId = entityId
        self.entityType = entityType
        self.role = role
        self.deploymentId = deploymentId
    }
}
