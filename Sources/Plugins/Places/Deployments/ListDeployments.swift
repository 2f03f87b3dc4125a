import AstroAPI
import AstroPlaces
import Kernel

/// Lists the Deployments of a Workspace or of the Organization.
struct ListDeployments: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the Deployments of the Workspace, or of the Organization",
        discussion: """
            Lists the Deployments of the whole Organization if nothing names a Workspace.
            """, isList: true,
        related: ["deployment inspect", "workspace switch"],
        examples: [
            Example("list", "List the current Workspace's Deployments"),
            Example("list --all --json --fields id,name", "Print two fields of all as JSON"),
        ])
    static var fields: [String] { Deployment.columns.map(\.field) }

    @Flag("a", help: "Include every Workspace")
    var all = false

    @OptionGroup var workspace: WorkspaceOption

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let workspaceID = all ? nil : try await workspace.id(in: context, client)
        let deployments = try await client.deployments(workspaceID: workspaceID)
        try context.output.list(
            deployments, key: "deployments", columns: Deployment.columns(inEveryWorkspace: all),
            screen: Deployment.screen,
            none: workspaceID.map { "The Workspace \($0) has no Deployments; --all lists those of all Workspaces." }
                ?? "The Organization \(client.organizationID) has no Deployments.")
    }
}
