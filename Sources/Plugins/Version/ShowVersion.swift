import Kernel

/// Tells the program's version.
struct ShowVersion: Command, Equatable {
    static let configuration = CommandConfiguration(
        "version", summary: "Tell which version this is",
        discussion:
            "With --check, the address in the setting version.url is asked for the newest one; nothing is asked otherwise.",
        effect: .local, furtherExitCodes: [.notFound, .network],
        examples: [Example("version", "Show the version"), Example("version --json", "Give it to a script")])
    static var fields: [String] { VersionReport.columns.map(\.field) }

    @Flag(help: "Ask whether there is a newer one")
    var check = false

    func run(in context: Context) async throws {
        var report = VersionReport(version: context.program.version)
        if check { report.newest = try await NewestVersion(context).find() }
        if context.output.format.isTable, context.options.fields == nil {
            try context.output.text("\(context.program.name) \(report.version)")
        } else {
            try context.output.record(report, columns: VersionReport.columns)
        }
        if let newest = report.newest { tell(newest, report.version, context.output) }
    }

    private func tell(_ newest: String, _ version: String, _ output: Output) {
        let isNewer = VersionNumber(newest) > VersionNumber(version)
        output.notice(isNewer ? "There is a newer version: \(newest)." : "There is no newer version.")
    }
}

/// What machine formats say of the version.
private struct VersionReport: Encodable {
    let version: String
    /// The newest there is, where that was asked.
    var newest: String?

    static let columns = [
        Column<VersionReport>("version", "VERSION") { $0.version },
        Column<VersionReport>("newest", "NEWEST", shown: .never) { $0.newest ?? "" },
    ]
}
