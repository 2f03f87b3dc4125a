import Kernel

/// Tells the program's version.
struct ShowVersion: Command, Equatable {
    static let configuration = CommandConfiguration(
        "version", summary: "Tell which version this is", effect: .local,
        examples: [Example("version", "Show the version")])
    static var fields: [String] { VersionReport.columns.map(\.field) }

    func run(in context: Context) async throws {
        let report = VersionReport(version: context.program.version)
        guard context.output.format == .table else {
            return try context.output.record(report, columns: VersionReport.columns)
        }
        try context.output.text("\(context.program.name) \(report.version)")
    }
}

/// What machine formats say of the version.
private struct VersionReport: Encodable {
    let version: String

    static let columns = [Column<VersionReport>("version", "VERSION") { $0.version }]
}
