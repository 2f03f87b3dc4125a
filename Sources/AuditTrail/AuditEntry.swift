import Base

/// One change on the server in the audit log; it never holds a secret.
package struct AuditEntry: Codable, Sendable, Equatable {
    /// When the change was made, in UTC.
    package var time: String
    /// Who made it: the ID of the API token, or the person's email address.
    package var actor: String
    /// The server's domain.
    package var context: String
    /// The action in one word: `rotate`, `delete`.
    package var action: String
    /// The ID of the changed object.
    package var subject: String
    /// The name of the changed object, if the request knew it.
    package var name: String?
    /// The public prefix of the old value, if a value was replaced.
    package var valueBefore: String?
    /// The public prefix of the new value, if one was created.
    package var valueAfter: String?
    /// The destinations of the new value.
    package var destinations: [String]?
    /// `done`, or why the change failed in whole or in part; `unknown` if no outcome was logged.
    package var outcome: String
    /// The ID that the lines of one change share.
    package var change: String?
    /// The program through which an agent requested it; nil if a person or a script ran the command.
    package var client: String?

    /// The outcome of a change that is about to be requested.
    static let begun = "begun"
}

/// A change whose intent is in the audit log.
package struct AuditedChange: Sendable {
    var entry: AuditEntry
    let log: AuditLog

    /// Logs the outcome of the change; if the log can't be written anymore, that is only a warning.
    func end(_ outcome: String) {
        var entry = entry
        entry.outcome = outcome
        log.end(entry)
    }

    /// Logs that the value is in its record, but that its delivery failed.
    package func endUndelivered() { end(AuditOutcome.undelivered) }
}
