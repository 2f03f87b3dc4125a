/// One change on the server, as the audit log keeps it; it never holds a secret.
public struct AuditEntry: Codable, Sendable, Equatable {
    /// When it was made, in UTC.
    public var time: String
    /// Who made it: the ID of the API token, or the address of the person, that was logged in.
    public var actor: String
    /// The server's domain.
    public var context: String
    /// What was done, in one word: `rotate`, `delete`.
    public var action: String
    /// The ID of what was changed.
    public var subject: String
    /// The public prefix of the value before, where a value was replaced.
    public var valueBefore: String?
    /// The public prefix of the value afterwards, where one was made.
    public var valueAfter: String?
    /// Where the new value went.
    public var destinations: [String]?
    /// `done`, or why it was not, or not wholly.
    public var outcome: String
}
