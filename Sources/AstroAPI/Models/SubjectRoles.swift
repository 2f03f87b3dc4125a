/// The API's response to a change of roles: the roles that a token has now, by place.
public struct SubjectRoles: Codable, Sendable, Equatable {
    /// A role in one Workspace.
    public struct WorkspaceRole: Codable, Sendable, Hashable {
        /// The role's name.
        public var role: String
        /// The ID of the Workspace.
        public var workspaceId: String

        /// Describes a role in a Workspace.
        package init(role: String, workspaceId: String) {
            self.role = role
            self.workspaceId = workspaceId
        }
    }

    /// A role in one Deployment.
    public struct DeploymentRole: Codable, Sendable, Hashable {
        /// The role's name.
        public var role: String
        /// The ID of the Deployment.
        public var deploymentId: String

        /// Describes a role in a Deployment.
        package init(role: String, deploymentId: String) {
            self.role = role
            self.deploymentId = deploymentId
        }
    }

    /// The role in the Organization, if there is one.
    public var organizationRole: String?
    /// The roles in Workspaces.
    public var workspaceRoles: [WorkspaceRole]?
    /// The roles in Deployments.
    public var deploymentRoles: [DeploymentRole]?
    /// The roles on DAGs and DAG tags.
    public var dagRoles: [TokenRole]?

    /// Describes roles.
    package init(
        organizationRole: String? = nil, workspaceRoles: [WorkspaceRole]? = nil,
        deploymentRoles: [DeploymentRole]? = nil, dagRoles: [TokenRole]? = nil
    ) {
        self.organizationRole = organizationRole
        self.workspaceRoles = workspaceRoles
        self.deploymentRoles = deploymentRoles
        self.dagRoles = dagRoles
    }
}
