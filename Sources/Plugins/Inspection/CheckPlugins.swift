import Catalog
import Kernel

/// Checks the declarations of plugins for contradictions and missing help.
struct CheckPlugins: Command, Equatable {
    static let configuration = CommandConfiguration(
        "check", summary: "Check that the plugins' declarations are sound",
        discussion: "Names each problem with its plugins, its declarations and the property that is wrong.",
        effect: .local, isList: true, exitMeanings: [.failure: "a plugin declares something wrong"],
        related: ["plugin list"], examples: [Example("check", "Look at every command")])
    static var fields: [String] { Row.columns.map(\.field) }

    func run(in context: Context) async throws {
        let registry = context.program.registry
        let rows = RegistryCheck(registry).problems().map(Row.init)
        if rows.isEmpty, context.output.format.isTable {
            let count = registry.plugins.count
            return context.output.notice("\(count.counted("plugin")) \(count == 1 ? "is" : "are") sound.")
        }
        try context.output.list(rows, key: "problems", columns: Row.columns, none: "All plugins are sound.")
        guard !rows.isEmpty else { return }
        throw CommandError(.failure, "\(rows.count.counted("fault")) in what the plugins declare")
    }

    /// A problem as a row of the result.
    private struct Row: Encodable, Sendable {
        let plugins: [String]
        let place: String
        let complaint: String
        let declarations: [String]

        init(_ problem: RegistryCheck.Problem) {
            plugins = problem.plugins
            place = problem.place
            complaint = problem.complaint
            declarations = problem.parties.map(\.declaredAt.description)
        }

        static let columns = [
            Column<Row>("plugins", "PLUGINS") { $0.plugins.joined(separator: ", ") },
            Column<Row>("place", "PLACE") { $0.place },
            Column<Row>("complaint", "FAULT") { $0.complaint },
            Column<Row>("declarations", "DECLARED AT") { $0.declarations.joined(separator: ", ") },
        ]
    }
}
