import Base
import Kernel

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The record of a secret, kept from before it is requested until every destination has it.
public struct RecoveryRecord: Codable, Sendable, Equatable {
    /// A name that no other pending secret has: an ID, if there is one already.
    public var name: String
    /// The ID of the object that the secret belongs to; nil until the server has assigned one.
    public var id: String?
    /// The object that the secret belongs to, in messages: `the token 'CI deploy' (clx3…)`.
    public var subject: String
    /// The action that was requested, as in "rotating".
    public var step: String
    /// When the secret was requested.
    public var askedAt: Date
    /// The secret; nil until the server responds.
    public var secret: String?
    /// The command line that cleans up if the process ends in the middle.
    public var remedy: String
    /// The words of the command that requests the secret again; nil if there is none.
    public var repetition: [String]?
    /// The audit log's ID of the change that created the secret.
    package var change: String?
    /// The public part of the secret, by which the server tells whether it is the latest one; nil if unknown.
    package var prefix: String?
    /// The context whose server says whether the secret works; nil if none can.
    package var origin: String?
    /// A random text in the request, by which its object is found if the response is lost; nil if there is none.
    package var nonce: String?

    /// Describes a secret that is about to be requested.
    public init(
        name: String, id: String? = nil, subject: String, step: String, askedAt: Date, secret: String? = nil,
        remedy: String, repetition: [String]? = nil
    ) {
        self.name = name
        self.id = id
        self.subject = subject
        self.step = step
        self.askedAt = askedAt
        self.secret = secret
        self.remedy = remedy
        self.repetition = repetition
    }

    /// Returns whether it belongs to the object with this ID.
    package func belongs(to id: String) -> Bool { self.id == id || name == id }
}
