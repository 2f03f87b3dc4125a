/// A Workspace: a group of Deployments, usually a team's.
public struct Workspace: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// The ID of the Organization that it belongs to.
    public var organizationId: String
    /// The name of that Organization.
    public var organizationName: String?
    /// A free-form description.
    public var description: String?
    /// Whether new Deployments accept code deploys from CI/CD only.
    public var cicdEnforcedDefault: Bool?
    /// The time when it was created.
    public var createdAt: Timestamp?
    /// The time when it was last changed.
    public var updatedAt: Timestamp?

    /// Describes a Workspace.
    package init(
        id: String, name: String, organizationId: String, organizationName: String? = nil, description: String? = nil,
        cicdEnforcedDefault: Bool? = nil, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.organizationId = organizationId
        self.organizationName = organizationName
        self.description = description
        self.cicdEnforcedDefault = cicdEnforcedDefault
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Workspace {
    /// Decodes a Workspace leniently: every field but the ID may be missing or malformed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields = LenientFields(container)
        self.init(
            id: try container.decode(String.self, forKey: .id), name: fields.read(.name) ?? "",
            organizationId: fields.read(.organizationId) ?? "", organizationName: fields.read(.organizationName),
            description: fields.read(.description), cicdEnforcedDefault: fields.read(.cicdEnforcedDefault),
            createdAt: fields.read(.createdAt), updatedAt: fields.read(.updatedAt))
    }
}
