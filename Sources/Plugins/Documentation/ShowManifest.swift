import Catalog
import Kernel

/// Describes the whole tree of commands as one JSON document, or says what changed in it.
struct ShowManifest: Command, Equatable {
    static let configuration = CommandConfiguration(
        "json", summary: "Describe every command in JSON, for programs that call this one",
        discussion: """
            schemaVersion changes when older readers would misread the document.

            --diff lists what changed since an earlier document, and exits with 1 if a script could break: a command, flag, \
            value or field is gone, a default is different, or an argument is now required.
            """,
        effect: .local, furtherExitCodes: [.notFound], related: ["docs man", "docs markdown"],
        examples: [
            Example("json", "Write the manifest to stdout"),
            Example("json --diff manifest.json", "List what changed since it was written"),
        ])
    static var fields: [String] { ManifestChange.columns.map(\.field) }

    @Option(valueName: "FILE", help: "An earlier manifest to compare with", validate: .notEmpty, completion: .files)
    var diff: String?

    func run(in context: Context) async throws {
        guard let diff else { return try write(in: context) }
        let changes = try ManifestDifference(since: content(of: diff, context), in: context.program).changes
        try context.output.list(
            changes, key: "changes", columns: ManifestChange.columns, none: "The command line is the same.")
        let breaking = changes.count(where: \.breaks)
        guard breaking > 0 else { return }
        throw CommandError(
            .failure, breaking.counted("change") + " could break scripts",
            hint: "allow the old lines as well, with hidden or deprecated names")
    }

    private func write(in context: Context) throws {
        let places = try ReferenceTopic.all(of: context.program)
        let value = try JSONValueEncoder.encode(ProgramManifest(context.program, places))
        try context.output.line(JSONWriter.text(of: value, indented: true))
    }

    private func content(of path: String, _ context: Context) throws -> [UInt8] {
        let full = FilePaths.resolve(path, in: context.environment.workingDirectory)
        guard let content = try context.files.read(full) else {
            throw CommandError(.notFound, "there is no file \(full)", hint: .command("docs json"))
        }
        return Array(content)
    }
}

extension ManifestChange {
    fileprivate static let columns = [
        Column<ManifestChange>("breaks", "BREAKS") { String($0.breaks) }.inTables { $0.breaks ? "yes" : "no" },
        Column<ManifestChange>("place", "COMMAND") { $0.place },
        Column<ManifestChange>("change", "CHANGE") { $0.change },
    ]
}
