/// What a request changes on the server; the caller declares it for the audit log.
///
/// ```swift
/// request.change = DeclaredChange("resize", subject: plant.id, name: plant.name)
/// ```
/// A change without a declaration is still logged, by its method and path.
public struct DeclaredChange: Sendable, Equatable {
    /// One word for the action: `rotate`, `delete`.
    public var action: String
    /// The ID of the object that is changed; empty if the server assigns the ID as part of the change.
    public var subject: String
    /// The name of the object that is changed.
    public var name: String?
    /// The part of the replaced secret value that may be shown.
    public var valueBefore: String?
    /// Whether the response holds a secret value; the outcome is then logged only once the value is saved.
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
