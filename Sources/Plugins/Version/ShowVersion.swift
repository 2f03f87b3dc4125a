import Catalog
import Kernel

/// Shows the program's version.
struct ShowVersion: Command, Equatable {
    static let configuration = CommandConfiguration(
        "version", summary: "Show the version",
        discussion:
            "--check asks the page of releases that the program was built with, or the address in the setting version.url. "
            + "Nothing else checks for updates.",
        effect: .local, furtherExitCodes: [.notFound, .network],
        examples: [Example("version", "Print one line"), Example("version --json", "Print it as JSON for a script")])
    static var fields: [String] { VersionReport.columns.map(\.field) }

    @Flag(help: "Check the releases page for a newer version")
    var check = false

    func run(in context: Context) async throws {
        var report = VersionReport(program: context.program.name, version: context.program.version)
        let newest = check ? try await NewestVersion(context).find() : nil
        report.newest = newest?.description
        if context.output.format.isTable, context.options.fields == nil {
            try context.output.text("\(context.program.name) \(report.version)")
        } else {
            try context.output.record(report, columns: VersionReport.columns)
        }
        guard let newest else { return }
        let isNewer = SemanticVersion(report.version).map { newest > $0 } ?? true
        context.output.notice(isNewer ? "There is a newer version: \(newest)." : "There is no newer version.")
    }
}

/// The version in machine formats.
private struct VersionReport: Encodable {
    let program: String
    let version: String
    let system = Platform.name
    let architecture = Self.architectureName
    /// The newest version, if it was requested.
    var newest: String?

    #if arch(arm64)
        private static let architectureName = "arm64"
    #else
        private static let architectureName = "x86_64"
    #endif

    static let columns = [
        Column<VersionReport>("program", "PROGRAM") { $0.program },
        Column<VersionReport>("version", "VERSION") { $0.version },
        Column<VersionReport>("system", "SYSTEM") { $0.system },
        Column<VersionReport>("architecture", "ARCHITECTURE") { $0.architecture },
        Column<VersionReport>("newest", "NEWEST", shown: .never) { $0.newest ?? "" },
    ]
}
