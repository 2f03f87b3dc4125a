import Kernel

/// Checks everything that commands depend on, and says how to fix problems.
struct RunDoctor: Command, Equatable {
    static let configuration = CommandConfiguration(
        "doctor", summary: "Check this machine, the settings and the server",
        discussion: """
            Each check says what it found and, where something is wrong, how to fix it. Nothing is changed, and no secret \
            is shown, so the result can be sent to support. Exits with 1 if a check found a problem.
            """,
        isRepeatable: true, related: ["auth status", "config list"],
        examples: [Example("doctor", "Check everything"), Example("doctor -o json", "Write a report for support")])
    static var fields: [String] { Finding.Row.columns.map(\.field) }

    func run(in context: Context) async throws {
        var findings = ProgramChecks(context: context).findings
        findings += SettingsChecks(context: context).findings
        findings += NetworkChecks(context: context).findings
        findings += try await ServerChecks(context: context).findings()
        findings += StateChecks(context: context).findings
        let rows = findings.map { Finding.Row($0, context.output.hints) }
        if context.output.format == .table, context.options.fields == nil, context.output.console.output.isTerminal {
            // A table would truncate the important words.
            try context.output.facts(rows.flatMap { $0.facts(context.program.name) })
        } else {
            try context.output.list(rows, key: "checks", columns: Finding.Row.columns, none: "Nothing was checked.")
        }
        let problems = findings.filter { $0.status == .problem }
        guard let first = problems.first else { return }
        let count = problems.count == 1 ? "one check" : "\(problems.count) checks"
        throw CommandError(.failure, "\(count) of \(findings.count) found a problem", hint: first.fix)
    }
}
