import Base
import Kernel

/// A description of a secret that is about to be requested.
public struct SecretIssue: Sendable {
    /// A name that no other pending secret has: an ID, if there is one already.
    public let name: String
    /// The object that the secret belongs to, in messages: `the token 'CI deploy' (clx3…)`.
    public let subject: String
    /// The action, as in "rotating".
    public let step: String
    /// The command that cleans up if this process ends in the middle.
    public let remedy: Hint
    /// What to do if the secret was created but not delivered, unless there is a better remedy.
    public let advice: Hint
    /// The command that requests the secret again, for when it may not have been created.
    public let repetition: Hint?
    /// What happens to the previous secret, if there is one.
    public let previous: Previous
    /// The context whose server says whether the secret works; nil if none can.
    package var origin: String?
    /// Whether the secret goes to destinations, which ``repetition`` doesn't name.
    var isDirected = false

    /// What happens to the secret that is replaced.
    public enum Previous: Sendable {
        /// There is no previous secret.
        case none
        /// The previous secret stops working once the new one is created.
        case stops
        /// The previous secret keeps working alongside the new one.
        case goesOn
    }

    /// Describes a secret that is about to be requested.
    public init(
        name: String, subject: String, step: String, remedy: Hint, advice: Hint? = nil,
        repetition: Hint? = nil, previous: Previous = .none
    ) {
        self.name = name
        self.subject = subject
        self.step = step
        self.remedy = remedy
        self.advice = advice ?? remedy
        self.repetition = repetition
        self.previous = previous
    }
}

extension SecretIssue {
    /// How to request it again: the bare command would write the secret to stdout.
    var again: Hint? { isDirected && repetition?.commandWords != nil ? "try the same command again" : repetition }

    /// Returns an error whose hint keeps the destinations.
    func directed(_ error: any Error) -> any Error {
        var told = CommandError(describing: error)
        guard told.hint != nil, told.hint == repetition, again != repetition else { return error }
        told.hint = again
        return told
    }

    /// The error if it wasn't requested.
    package var unchanged: CommandError {
        let words = previous == .none ? "" : ": the old value of \(subject) still works"
        return .interrupted("interrupted; nothing was changed\(words)", hint: again)
    }

    /// The error if it was requested and not received.
    var inDoubt: CommandError {
        let words =
            switch previous {
            case .none: "it may have been made, and nobody has its value"
            case .stops: "its old value may no longer work, and nobody has the new one"
            case .goesOn: "a new one may have been made, and nobody has its value. The old value still works"
            }
        return .interrupted("interrupted while \(step) \(subject): \(words)", hint: again)
    }

    /// The error if it was received and not delivered.
    package func undelivered(keptIn path: String) -> CommandError {
        .interrupted(
            "interrupted before the value of \(subject) was delivered: it is saved in \(path)\(oldValue)", hint: advice)
    }

    /// The error once it was delivered.
    package var delivered: CommandError {
        .interrupted("interrupted after the value of \(subject) was delivered\(oldValue)")
    }

    /// The error if it was received, and neither delivered nor saved.
    package var lost: CommandError {
        .interrupted(
            "interrupted before the value of \(subject) was delivered; it could not be saved and may be lost\(oldValue)",
            hint: again)
    }

    /// The state of the previous value once there is a new one, at the end of a sentence.
    var oldValue: String {
        switch previous {
        case .none: ""
        case .stops: ". The old value no longer works"
        case .goesOn: ". The old value still works"
        }
    }
}

/// A secret that the server just created, and the object that it belongs to.
public struct IssuedSecret<Record: Encodable & Sendable>: Sendable {
    /// The secret.
    public let value: String
    /// The object that the secret belongs to, including the secret.
    public let record: Record
    /// The object without the secret.
    public let publicRecord: Record
    /// The ID of the object.
    public let id: String
    /// The object, as messages name it.
    public let subject: String
    /// The part of the secret that may be shown, for the audit log.
    public let prefix: String?

    /// Describes a secret that the server just created.
    public init(
        _ value: String, of record: Record, without publicRecord: Record, id: String, subject: String,
        prefix: String? = nil
    ) {
        self.value = value
        self.record = record
        self.publicRecord = publicRecord
        self.id = id
        self.subject = subject
        self.prefix = prefix
    }
}

/// An error that leaves open whether the server made the change.
public protocol UnknownOutcome: Error {
    /// Whether the server confirmed the change, so that only the new value was lost.
    var wasDone: Bool { get }
}

extension UnknownOutcome {
    /// False: the server didn't confirm the change.
    public var wasDone: Bool { false }
}
