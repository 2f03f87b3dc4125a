/// An Organization: one customer of Astro.
public struct Organization: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name.
    public var name: String
    /// The product: `HOSTED` or `HYBRID`.
    public var product: String?
    /// The status, such as `ACTIVE`.
    public var status: String?
    /// The time when it was created.
    public var createdAt: Timestamp?
    /// The time when it was last changed.
    public var updatedAt: Timestamp?

    /// Describes an Organization.
    package init(
        id: String, name: String, product: String? = nil, status: String? = nil, createdAt: Timestamp? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.product = product
        self.status = status
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Organization {
    /// Decodes an Organization leniently: every field but the ID may be missing or malformed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields = LenientFields(container)
        self.init(
            id: try container.decode(String.self, forKey: .id), name: fields.read(.name) ?? "",
            product: fields.read(.product), status: fields.read(.status), createdAt: fields.read(.createdAt),
            updatedAt: fields.read(.updatedAt))
    }
}
