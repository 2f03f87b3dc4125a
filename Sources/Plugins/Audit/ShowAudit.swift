import Kernel

/// Lists every change that this program made on a server.
struct ShowAudit: Command, Equatable {
    static let configuration = CommandConfiguration(
        "audit", summary: "Show what this program changed on servers",
        discussion: "The log is a file of this machine and never holds a secret.", effect: .local,
        examples: [
            Example("audit", "Show every change, the oldest first"),
            Example("audit -o jsonl", "Give them to another program"),
        ])
    static var fields: [String] { columns.map(\.field) }

    func run(in context: Context) async throws {
        try context.output.list(
            try context.audit.entries(), key: "changes", columns: Self.columns, none: "Nothing was changed yet.")
    }

    private static let columns = [
        Column<AuditEntry>("time", "TIME") { $0.time },
        Column<AuditEntry>("actor", "WHO") { $0.actor },
        Column<AuditEntry>("context", "CONTEXT", shown: .wide) { $0.context },
        Column<AuditEntry>("action", "WHAT") { $0.action },
        Column<AuditEntry>("subject", "TOKEN") { $0.subject },
        Column<AuditEntry>("valueBefore", "BEFORE") { $0.valueBefore ?? "" },
        Column<AuditEntry>("valueAfter", "AFTER") { $0.valueAfter ?? "" },
        Column<AuditEntry>("destinations", "WHERE", shown: .wide) { ($0.destinations ?? []).joined(separator: ", ") },
        Column<AuditEntry>("outcome", "OUTCOME") { $0.outcome },
    ]
}
