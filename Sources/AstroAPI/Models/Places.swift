/// An Organization: the customer.
public struct Organization: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// `HOSTED` or `HYBRID`.
    public var product: String?
    /// Whether it is active.
    public var status: String?
    /// When it was made.
    public var createdAt: Timestamp?
    /// When it was last changed.
    public var updatedAt: Timestamp?
}

/// A Workspace: a team's Deployments.
public struct Workspace: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// The Organization it belongs to.
    public var organizationId: String
    /// That Organization's name.
    public var organizationName: String?
    /// A note by a person.
    public var description: String?
    /// Whether new Deployments take code from CI alone.
    public var cicdEnforcedDefault: Bool?
    /// When it was made.
    public var createdAt: Timestamp?
    /// When it was last changed.
    public var updatedAt: Timestamp?
}

/// A Deployment: one Airflow.
public struct Deployment: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// Its Kubernetes namespace.
    public var namespace: String
    /// Its health, such as `HEALTHY`.
    public var status: String
    /// The Workspace it belongs to.
    public var workspaceId: String
    /// That Workspace's name.
    public var workspaceName: String?
    /// The Organization it belongs to.
    public var organizationId: String?
    /// A note by a person.
    public var description: String?
    /// The version of Airflow.
    public var airflowVersion: String?
    /// The version of Astro Runtime.
    public var astroRuntimeVersion: String?
    /// The cloud it runs in.
    public var cloudProvider: String?
    /// The cloud's region.
    public var region: String?
    /// The cluster it runs on.
    public var clusterName: String?
    /// Whether it takes code from CI alone.
    public var isCicdEnforced: Bool?
    /// Whether DAGs deploy without an image.
    public var isDagDeployEnabled: Bool?
    /// `STANDARD`, `DEDICATED` or `HYBRID`.
    public var type: String?
    /// When it was made.
    public var createdAt: Timestamp?
    /// When it was last changed.
    public var updatedAt: Timestamp?
}
