import Kernel

/// Lists the plugins that the program was built with.
struct ListPlugins: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the plugins of this program", effect: .local, related: ["plugin check"],
        examples: [Example("list", "Show a table"), Example("list -o jsonl", "Give them to another program")])
    static var fields: [String] { Row.columns.map(\.field) }

    func run(in context: Context) async throws {
        let program = context.program
        let rows = program.registry.plugins.map { Row($0, of: program) }
        try context.output.list(rows, key: "plugins", columns: Row.columns, none: "There are no plugins.")
    }

    /// A plugin, as results show it.
    private struct Row: Encodable, Sendable {
        let name: String
        let version: String
        let mount: String
        let commands: [String]
        let summary: String

        init(_ plugin: any Plugin.Type, of program: Program) {
            let manifest = plugin.manifest
            name = manifest.name
            version = manifest.version ?? program.version
            mount = manifest.mount.map(\.name).joined(separator: " ")
            commands = plugin.commands.map { $0.configuration }.filter { $0.visibility == .shown }.map(\.name)
            summary = manifest.summary
        }

        static let columns = [
            Column<Row>("name", "NAME") { $0.name },
            Column<Row>("version", "VERSION") { $0.version },
            Column<Row>("mount", "MOUNT") { $0.mount },
            Column<Row>("commands", "COMMANDS") { $0.commands.joined(separator: " ") },
            Column<Row>("summary", "SUMMARY", shown: .wide) { $0.summary },
        ]
    }
}
