/// A person or a token that did something.
public struct SubjectProfile: Codable, Sendable, Hashable {
    /// The ID of the person or token.
    public var id: String
    /// `USER` or `SERVICEKEY`.
    public var subjectType: String?
    /// A person's name.
    public var fullName: String?
    /// A person's login name.
    public var username: String?
    /// The URL of a person's picture.
    public var avatarUrl: String?
    /// A token's name.
    public var apiTokenName: String?

    /// Describes who did something.
    package init(
        id: String, subjectType: String? = nil, fullName: String? = nil, username: String? = nil,
        avatarUrl: String? = nil, apiTokenName: String? = nil
    ) {
        self.id = id
        self.subjectType = subjectType
        self.fullName = fullName
        self.username = username
        self.avatarUrl = avatarUrl
        self.apiTokenName = apiTokenName
    }

    /// The best name available: the person's, the token's, the login name or the ID.
    public var displayName: String {
        [fullName, apiTokenName, username].compactMap(\.self).first { !$0.isEmpty } ?? id
    }
}
