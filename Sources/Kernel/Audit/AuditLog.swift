#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The log of every change that this program made on a server: a line of JSON each, for its owner alone.
public struct AuditLog: Sendable {
    private let environment: Environment
    private let files: any FileSystem
    private let auth: Auth
    private let clock: any WallClock
    private let output: Output

    init(environment: Environment, files: any FileSystem, auth: Auth, clock: any WallClock, output: Output) {
        self.environment = environment
        self.files = files
        self.auth = auth
        self.clock = clock
        self.output = output
    }

    /// Adds a change.
    ///
    /// The change is made already: where the log cannot be written, that is told and nothing else fails.
    public func add(
        _ action: String, _ subject: String, valueBefore: String? = nil, valueAfter: String? = nil,
        destinations: [String]? = nil, outcome: String = "done"
    ) {
        let entry = AuditEntry(
            time: clock.now.rfc3339, actor: auth.actor, context: (try? auth.domain()) ?? "",
            action: action, subject: subject, valueBefore: valueBefore, valueAfter: valueAfter,
            destinations: destinations, outcome: outcome)
        do {
            try files.append(try StateJSON.line(of: entry), to: try path)
        } catch {
            output.warning("the audit log was not written: \(CommandError(describing: error).message)")
        }
    }

    /// Every change, the oldest first; a line that a power cut left broken is skipped.
    package func entries() throws -> [AuditEntry] {
        guard let content = try files.read(try path) else { return [] }
        return content.split(separator: UInt8(ascii: "\n")).compactMap {
            StateJSON.value(AuditEntry.self, in: Data($0))
        }
    }

    private var path: String {
        get throws { FilePaths.join(try environment.stateDirectory(), "audit.jsonl") }
    }
}
