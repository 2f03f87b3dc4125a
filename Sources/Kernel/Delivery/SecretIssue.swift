/// What a command says of a secret before it asks the server to make it.
public struct SecretIssue: Sendable {
    /// A name that no other secret under way has: an ID, where there is one already.
    public let name: String
    /// What it belongs to, as messages call it: `the token 'CI deploy' (clx3…)`.
    public let subject: String
    /// What is done to it, as in "rotating".
    public let step: String
    /// The command line that deals with what is left of it, should this process come to an end in the middle.
    public let remedy: String

    /// Describes a secret that is about to be asked for.
    public init(name: String, subject: String, step: String, remedy: String) {
        self.name = name
        self.subject = subject
        self.step = step
        self.remedy = remedy
    }
}

/// A secret that the server just made, and what it belongs to.
public struct IssuedSecret<Record: Encodable & Sendable>: Sendable {
    /// The secret.
    public let value: String
    /// What it belongs to, the secret included.
    public let record: Record
    /// The same without the secret.
    public let publicRecord: Record
    /// The ID of what it belongs to.
    public let id: String
    /// What it belongs to, as messages call it.
    public let subject: String

    /// Describes an issued secret.
    public init(_ value: String, of record: Record, without publicRecord: Record, id: String, subject: String) {
        self.value = value
        self.record = record
        self.publicRecord = publicRecord
        self.id = id
        self.subject = subject
    }
}

/// An error that leaves open whether the server did what it was asked to.
public protocol UnknownOutcome: Error {
    /// Whether the server said that it did, and only what it made was lost.
    var wasDone: Bool { get }
}

extension UnknownOutcome {
    /// The server said nothing.
    public var wasDone: Bool { false }
}
