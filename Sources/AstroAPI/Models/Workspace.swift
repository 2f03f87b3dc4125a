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
    /// Reads a Workspace as far as it can be read; only one without an ID is none.
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
