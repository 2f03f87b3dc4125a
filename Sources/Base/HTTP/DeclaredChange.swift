/// What a request changes on the server, as its caller declares it for the audit log.
///
/// ```swift
/// request.change = DeclaredChange("resize", subject: plant.id, name: plant.name)
/// ```
/// A request without a declaration is logged by its method and path: it can't be sent unlogged.
public struct DeclaredChange: Sendable, Equatable {
    /// One word for the action: `rotate`, `delete`.
    public var action: String
    /// The ID of the thing that is changed; empty if it gets its ID by this change.
    public var subject: String
    /// The name of the thing that is changed.
    public var name: String?
    /// The public prefix of the secret value that the change replaces.
    public var valueBefore: String?
    /// Whether the response holds a secret value, so that the outcome is logged once the value is safe.
    public var issuesValue: Bool

    /// Declares a change.
    public init(
        _ action: String, subject: String, name: String? = nil, valueBefore: String? = nil, issuesValue: Bool = false
    ) {
        self.action = action
        self.subject = subject
        self.name = name
        self.valueBefore = valueBefore
        self.issuesValue = issuesValue
    }
}
