import Kernel

/// Lists the changes that this program requested from servers.
struct ShowAudit: Command, Equatable {
    static let configuration = CommandConfiguration(
        "audit", summary: "Show what this program changed on servers",
        discussion:
            "The log is a file on this machine and never holds a secret. A change is logged before it is requested. If its "
            + "outcome is unknown, nobody knows whether the server made the change; look at the server.",
        effect: .local, isList: true,
        examples: [
            Example("audit", "Show every change, the oldest first"),
            Example("audit --since 7d --token 'CI deploy'", "Show what was done to a token in the last week"),
            Example("audit --action rotate --limit 20 -o jsonl", "Pipe the last 20 rotations to another program"),
        ])
    static var fields: [String] { columns.map(\.field) }

    @Option(help: "Changes since a time, a date (UTC), or a duration ago")
    var since: StartOfPeriod?

    @Option(valueName: "ID|NAME", help: "Changes to one token, by ID or name", validate: .notEmpty)
    var token: String?

    @Option(valueName: "WORD", help: "Changes of one kind, such as rotate", validate: .notEmpty)
    var action: String?

    @Option(help: "At most N changes, the newest", validate: .range(1...1_000_000))
    var limit: Int?

    func run(in context: Context) async throws {
        let all = try context.audit.entries()
        let start = since?.moment(before: context.clock.now)
        let chosen = all.filter { entry in
            start.map { entry.time >= $0 } != false && token.map(entry.isAbout) != false
                && action.map { entry.action.lowercased() == $0.lowercased() } != false
        }
        try context.output.list(
            Array(chosen.suffix(limit ?? chosen.count)), key: "changes", columns: Self.columns, screen: Self.screen,
            none: all.isEmpty ? "No changes are logged." : "No change matches.")
    }

    /// The columns on a terminal.
    private static let screen = ScreenColumns(
        ["name", "action", "outcome", "time", "actor", "context", "subject"],
        leavingOut: ["subject", "actor", "context"])

    private static let columns = [
        Column<AuditEntry>("time", "TIME", .time) { $0.time },
        Column<AuditEntry>("actor", "WHO") { $0.actor },
        Column<AuditEntry>("context", "CONTEXT") { $0.context },
        Column<AuditEntry>("action", "WHAT") { $0.action },
        Column<AuditEntry>("subject", "ID") { $0.subject },
        Column<AuditEntry>("name", "NAME") { $0.name ?? "" },
        Column<AuditEntry>("valueBefore", "BEFORE") { $0.valueBefore ?? "" },
        Column<AuditEntry>("valueAfter", "AFTER") { $0.valueAfter ?? "" },
        Column<AuditEntry>("destinations", "WHERE", shown: .wide) { ($0.destinations ?? []).joined(separator: ", ") },
        Column<AuditEntry>("outcome", "OUTCOME") { $0.outcome },
        Column<AuditEntry>("change", "CHANGE", shown: .never) { $0.change ?? "" },
        Column<AuditEntry>("client", "CLIENT", shown: .wide) { $0.client ?? "" },
    ]
}

extension AuditEntry {
    /// Returns whether the change affected a token with this ID or name; a raw request has it in its path.
    fileprivate func isAbout(_ token: String) -> Bool {
        let id = token.lowercased()
        return name == token || subject.lowercased() == id
            || subject.split(separator: "/").contains { $0.lowercased() == id }
    }
}
