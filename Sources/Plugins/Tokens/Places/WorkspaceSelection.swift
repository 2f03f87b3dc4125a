import AstroAPI
import Kernel

/// Which Workspace a command works in.
struct WorkspaceSelection: PlaceSelection {
    static let title: String? = "Workspace"
    static let scope = TokenScope.workspace

    @Option(
        valueName: "ID", help: "The Workspace; without it, the context's or the credential's own, or your choice",
        environment: "ASTRO_WORKSPACE_ID", validate: .identifier, completion: .workspaces)
    var workspaceID: String?

    static func namedID(in request: CompletionRequest, _ client: AstroClient) throws -> String? {
        try request.value(of: "workspace-id") ?? request.context.auth.workspaceID(in: request.context.environment)
    }

    func resolve(in context: Context, _ client: AstroClient) async throws -> TokenPlace {
        TokenPlace(scope: .workspace, id: try await id(in: context, client).lowercased())
    }

    private func id(in context: Context, _ client: AstroClient) async throws -> String {
        if let named = try workspaceID ?? context.auth.workspaceID(in: context.environment) { return named }
        guard context.output.canChoose else {
            throw CommandError.usage(
                "no Workspace is named",
                hint: "pass --workspace-id ID or set ASTRO_WORKSPACE_ID; astro workspace list shows the IDs")
        }
        let workspaces = try await client.workspaces()
        guard !workspaces.isEmpty else {
            throw CommandError(
                .notFound, "there are no Workspaces to choose from",
                hint: "pass --organization-id to choose in another Organization")
        }
        return try await context.output.choose(
            "Workspace", from: workspaces, columns: Self.columns, flag: "--workspace-id ID"
        ).id
    }

    private static let columns = [
        Column<Workspace>("name", "NAME") { $0.name },
        Column<Workspace>("id", "ID") { $0.id },
    ]
}
