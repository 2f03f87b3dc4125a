import AstroAPI
import Kernel

/// Lists every Workspace of the Organization.
struct ListWorkspaces: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the Workspaces of the Organization", isList: true,
        related: ["workspace switch"],
        examples: [Example("list", "Show a table")])
    static var fields: [String] { Workspace.columns.map(\.field) }

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        try context.output.list(
            try await client.workspaces(), key: "workspaces",
            columns: Workspace.columns(current: try? context.auth.workspace(in: context.environment)?.text),
            screen: Workspace.screen,
            none: "The Organization \(client.organizationID) has no Workspaces.")
    }
}
