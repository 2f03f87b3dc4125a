/// A Deployment: one Airflow environment.
public struct Deployment: Codable, Sendable, Equatable {
    /// Whether tasks run on the customer's own machines.
    public struct RemoteExecution: Codable, Sendable, Equatable {
        /// Whether it is on.
        public var enabled: Bool?

        /// Describes where tasks run.
        package init(enabled: Bool? = nil) { self.enabled = enabled }
    }

    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// Its Kubernetes namespace.
    public var namespace: String
    /// Its health, such as `HEALTHY`.
    public var status: String
    /// The ID of the Workspace that it belongs to.
    public var workspaceId: String
    /// The name of that Workspace.
    public var workspaceName: String?
    /// The ID of the Organization that it belongs to.
    public var organizationId: String?
    /// A free-form description.
    public var description: String?
    /// The Airflow version.
    public var airflowVersion: String?
    /// The Astro Runtime version.
    public var astroRuntimeVersion: String?
    /// The Astro Runtime version, under the name that some responses use.
    public var runtimeVersion: String?
    /// The cloud provider that it runs on.
    public var cloudProvider: String?
    /// The cloud's region.
    public var region: String?
    /// The name of the cluster that it runs on.
    public var clusterName: String?
    /// Whether it accepts code deploys from CI/CD only.
    public var isCicdEnforced: Bool?
    /// Whether DAGs can be deployed without building an image.
    public var isDagDeployEnabled: Bool?
    /// `STANDARD`, `DEDICATED` or `HYBRID`.
    public var type: String?
    /// Whether tasks run on the customer's own machines.
    public var remoteExecution: RemoteExecution?
    /// The time when it was created.
    public var createdAt: Timestamp?
    /// The time when it was last changed.
    public var updatedAt: Timestamp?

    /// Describes a Deployment.
    package init(
        id: String, name: String, namespace: String, status: String, workspaceId: String, workspaceName: String? = nil,
        organizationId: String? = nil, description: String? = nil, airflowVersion: String? = nil,
        astroRuntimeVersion: String? = nil, cloudProvider: String? = nil, region: String? = nil,
        clusterName: String? = nil, isCicdEnforced: Bool? = nil, isDagDeployEnabled: Bool? = nil, type: String? = nil,
        runtimeVersion: String? = nil, remoteExecution: RemoteExecution? = nil, createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.namespace = namespace
        self.status = status
        self.workspaceId = workspaceId
        self.workspaceName = workspaceName
        self.organizationId = organizationId
        self.description = description
        self.airflowVersion = airflowVersion
        self.astroRuntimeVersion = astroRuntimeVersion
        self.cloudProvider = cloudProvider
        self.region = region
        self.clusterName = clusterName
        self.isCicdEnforced = isCicdEnforced
        self.isDagDeployEnabled = isDagDeployEnabled
        self.type = type
        self.runtimeVersion = runtimeVersion
        self.remoteExecution = remoteExecution
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Deployment {
    /// Decodes a Deployment leniently: every field but the ID may be missing or malformed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields = LenientFields(container)
        self.init(
            id: try container.decode(String.self, forKey: .id), name: fields.read(.name) ?? "",
            namespace: fields.read(.namespace) ?? "", status: fields.read(.status) ?? "",
            workspaceId: fields.read(.workspaceId) ?? "", workspaceName: fields.read(.workspaceName),
            organizationId: fields.read(.organizationId), description: fields.read(.description),
            airflowVersion: fields.read(.airflowVersion), astroRuntimeVersion: fields.read(.astroRuntimeVersion),
            cloudProvider: fields.read(.cloudProvider), region: fields.read(.region),
            clusterName: fields.read(.clusterName), isCicdEnforced: fields.read(.isCicdEnforced),
            isDagDeployEnabled: fields.read(.isDagDeployEnabled), type: fields.read(.type),
            runtimeVersion: fields.read(.runtimeVersion), remoteExecution: fields.read(.remoteExecution),
            createdAt: fields.read(.createdAt), updatedAt: fields.read(.updatedAt))
    }
}
