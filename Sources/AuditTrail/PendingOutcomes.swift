import Base
import Synchronization

/// Changes whose values arrived and aren't in their records yet.
///
/// Code that saves such values sets ``current`` while it requests them.
package final class PendingOutcomes: Sendable {
    /// The changes of the current task, or nil if nobody saves values: then an outcome is logged with the response.
    @TaskLocal package static var current: PendingOutcomes?

    private let held = Mutex<[(change: AuditedChange, outcome: String)]>([])

    package init() {}

    /// The log's ID of the last change, for the record of its value.
    package var lastChange: String? { held.withLock(\.last)?.change.entry.change }

    func hold(_ change: AuditedChange, _ outcome: String) { held.withLock { $0.append((change, outcome)) } }

    /// Logs that the last change created the value that is in its record now, and that earlier values were lost.
    ///
    /// - Parameter resumed: The change of an earlier process, which counts if this one requested no value.
    /// - Returns: The change that created the value.
    package func settle(
        resumed: AuditedChange?, subject: String, valueAfter: String?, destinations: [String]
    ) -> AuditedChange? {
        var changes = take()
        let last = changes.popLast()?.change ?? resumed
        for earlier in changes { earlier.change.endWithoutValue(earlier.outcome) }
        guard var last else { return nil }
        last.entry.subject = subject.isEmpty ? last.entry.subject : subject
        last.entry.valueAfter = valueAfter
        last.entry.destinations = destinations
        last.end(AuditOutcome.done)
        return last
    }

    /// Logs that the values were lost.
    package func abandon() { for held in take() { held.change.endWithoutValue(held.outcome) } }

    private func take() -> [(change: AuditedChange, outcome: String)] {
        held.withLock { held in
            defer { held = [] }
            return held
        }
    }
}

extension AuditedChange {
    fileprivate func endWithoutValue(_ outcome: String) {
        end(outcome == AuditOutcome.done ? AuditOutcome.lost : outcome)
    }
}
