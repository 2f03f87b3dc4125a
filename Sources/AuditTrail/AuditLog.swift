package import Authentication
package import Base
import OperatingSystem
package import Terminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

/// The audit log: every change that this program made on a server, readable by its owner alone.
///
/// Each change has two lines of JSON: its intent, from before the request, and its outcome. `AuditLayer` writes them.
package struct AuditLog: Sendable {
    private let environment: Environment
    private let files: any FileSystem
    private let auth: Auth
    private let clock: any WallClock
    private let output: Output
    private let agent: String?
    private let isBegun = Begun()

    package init(
        environment: Environment, files: any FileSystem, auth: Auth, clock: any WallClock, output: Output,
        agent: String? = nil
    ) {
        self.environment = environment
        self.files = files
        self.auth = auth
        self.clock = clock
        self.output = output
        self.agent = agent
    }

    /// Whether this run requested any change.
    package var hasBegun: Bool { isBegun.value.load(ordering: .relaxed) }

    /// Logs a change that is about to be requested.
    ///
    /// - Throws: ``CommandError`` if the log can't be written; the change must not be requested then.
    func begin(_ change: DeclaredChange) throws -> AuditedChange {
        let entry = AuditEntry(
            time: clock.now.rfc3339, actor: auth.actor, context: (try? auth.domain()) ?? "", action: change.action,
            subject: change.subject, name: change.name, valueBefore: change.valueBefore, outcome: AuditEntry.begun,
            change: String(UInt64.random(in: 0...UInt64.max), radix: 36), client: agent)
        // Everything that a change needs in the state folder is checked here, before the first request.
        try StateFolder(environment).requireOwn(in: files)
        do {
            try add(entry)
        } catch {
            let error = CommandError(describing: error)
            throw CommandError(
                .failure,
                "the audit log could not be written (\(error.message)); "
                    + (hasBegun ? "the request was not sent" : "nothing was changed"),
                hint: error.hint ?? StateFolder.hint)
        }
        isBegun.value.store(true, ordering: .relaxed)
        LastWords.changeBegins()
        return AuditedChange(entry: entry, log: self)
    }

    /// The change was already made: if the log can't be written, that is only a warning.
    func end(_ entry: AuditEntry) {
        var entry = entry
        entry.time = clock.now.rfc3339
        do {
            try add(entry)
        } catch {
            output.warning(
                "the outcome of '\(entry.action)' is missing from the audit log: \(CommandError(describing: error).message)"
            )
        }
    }

    /// Returns a change that an earlier process started and logged no outcome of.
    package func unsettled(_ change: String) -> AuditedChange? {
        let entry = try? entries().first { $0.change == change && $0.outcome == AuditOutcome.unknown }
        return entry.map { AuditedChange(entry: $0, log: self) }
    }

    /// Returns every change with its outcome, the oldest first; a line that a power failure left incomplete is skipped.
    package func entries() throws -> [AuditEntry] {
        guard let content = try files.read(try path) else { return [] }
        var entries: [AuditEntry] = []
        var begun: [String: Int] = [:]
        for line in content.split(separator: UInt8(ascii: "\n")) {
            guard let entry = StateJSON.value(AuditEntry.self, in: Data(line)) else { continue }
            if let change = entry.change, let index = begun[change] {
                entries[index] = entry
            } else {
                if let change = entry.change { begun[change] = entries.count }
                entries.append(entry)
            }
        }
        return entries.map { entry in
            var entry = entry
            if entry.outcome == AuditEntry.begun { entry.outcome = AuditOutcome.unknown }
            return entry
        }
    }

    private final class Begun: Sendable {
        let value = Atomic(false)
    }

    private func add(_ entry: AuditEntry) throws { try files.appendLine(try StateJSON.line(of: entry), to: try path) }

    private var path: String {
        get throws { try StateFolder(environment).auditLog }
    }
}
