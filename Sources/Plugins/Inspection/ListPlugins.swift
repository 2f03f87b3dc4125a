import Kernel

/// Lists the plugins that the program was built with.
struct ListPlugins: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the plugins of this program", effect: .local, isList: true,
        related: ["plugin check"],
        examples: [Example("list", "Show a table"), Example("list -o jsonl", "Print them as JSON for a script")])
    static var fields: [String] { Row.columns.map(\.field) }

    func run(in context: Context) async throws {
        let program = context.program
        let rows = program.registry.plugins.map { Row($0, of: program) }
        try context.output.list(rows, key: "plugins", columns: Row.columns, none: "There are no plugins.")
    }

    /// A plugin as a row of the result.
    private struct Row: Encodable, Sendable {
        let name: String
        let version: String
        let mounts: [String]
        let commands: [String]
        let summary: String

        init(_ plugin: any Plugin.Type, of program: Program) {
            let manifest = plugin.manifest
            name = manifest.name
            version = manifest.version ?? program.version
            mounts = plugin.mounts.map { $0.path.map(\.name).joined(separator: " ") }
            commands = plugin.mounts.flatMap(\.shownPaths)
            summary = manifest.summary
        }

        static let columns = [
            Column<Row>("name", "NAME") { $0.name },
            Column<Row>("version", "VERSION") { $0.version },
            Column<Row>("mounts", "MOUNTS", shown: .wide) { $0.mounts.joined(separator: ", ") },
            Column<Row>("commands", "COMMANDS", shown: .wide) { $0.commands.joined(separator: ", ") },
            Column<Row>("summary", "SUMMARY") { $0.summary },
        ]
    }
}

extension Mount {
    /// The words of each visible command.
    fileprivate var shownPaths: [String] {
        let group = path.map { $0.name + " " }.joined()
        return commands.map { $0.configuration }.filter { $0.visibility == .shown }.map { group + $0.name }
    }
}
