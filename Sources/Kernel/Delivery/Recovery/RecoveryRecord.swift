#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What is kept of a secret from before it is asked for until every destination has it.
public struct RecoveryRecord: Codable, Sendable, Equatable {
    /// What it is called from before it is asked for: an ID, or another name that no two of them share.
    public var name: String
    /// The ID of what it belongs to; nil until the server has given one.
    public var id: String?
    /// What the secret belongs to, as messages call it: `the token 'CI deploy' (clx3…)`.
    public var subject: String
    /// What was asked for, as in "rotating".
    public var step: String
    /// When it was asked for.
    public var askedAt: Date
    /// The secret; none as long as the server's answer is not there.
    public var secret: String?
    /// The command line that deals with what was left.
    public var remedy: String

    /// Describes a secret that is about to be asked for.
    public init(
        name: String, id: String? = nil, subject: String, step: String, askedAt: Date, secret: String? = nil,
        remedy: String
    ) {
        self.name = name
        self.id = id
        self.subject = subject
        self.step = step
        self.askedAt = askedAt
        self.secret = secret
        self.remedy = remedy
    }

    /// Whether it is of what has this ID.
    package func belongs(to id: String) -> Bool { self.id == id || name == id }
}
