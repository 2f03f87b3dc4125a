/// The person whose credential was sent with a request.
public struct SelfUser: Codable, Sendable, Equatable {
    /// The ID.
    public var id: String
    /// The name that the person logs in with: an email address.
    public var username: String
    /// The person's name.
    public var fullName: String

    /// Describes a person.
    package init(id: String, username: String, fullName: String) {
        self.id = id
        self.username = username
        self.fullName = fullName
    }
}

extension SelfUser {
    /// Decodes a user leniently: every field but the ID may be missing or malformed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fields = LenientFields(container)
        self.init(
            id: try container.decode(String.self, forKey: .id), username: fields.read(.username) ?? "",
            fullName: fields.read(.fullName) ?? "")
    }
}
