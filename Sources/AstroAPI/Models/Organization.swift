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
    /// Reads an Organization as far as it can be read; only one without an ID is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields = LenientFields(container)
        self.init(
            id: try container.decode(String.self, forKey: .id), name: fields.read(.name) ?? "",
            product: fields.read(.product), status: fields.read(.status), createdAt: fields.read(.createdAt),
            updatedAt: fields.read(.updatedAt))
    }
}
