package import AstroAPI
package import Kernel

/// The Workspace that a command works in.
package struct WorkspaceSelection: PlaceSelection {
    package static let title: String? = "Workspace"
    package static let scope = TokenScope.workspace

    @OptionGroup package var workspace: WorkspaceOption

    package init() {}

    package static func place(in request: CompletionRequest, _ client: AstroClient) async throws -> TokenPlace? {
        var workspace = WorkspaceOption()
        workspace.named = request.value(of: "workspace")
        return try await workspace.id(in: request.context, client).map { TokenPlace(scope: .workspace, id: $0) }
    }

    package func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace {
        if let id = try await workspace.id(in: context, client) { return TokenPlace(scope: .workspace, id: id) }
        guard context.output.canChoose else {
            throw CommandError.usage(
                "no Workspace is named",
                hint: ("pass --workspace with a name or ID from '\(command: "workspace list")'" as Hint).otherwise(
                    "pass --workspace NAME_OR_ID"))
        }
        let candidates = Candidates.workspaces(try await client.workspaces()).meant(purpose)
        guard !candidates.rows.isEmpty else {
            throw CommandError(
                .notFound, "there are no Workspaces to choose from",
                hint: "pass --organization to choose in another Organization")
        }
        return TokenPlace(scope: .workspace, id: try await context.output.choose(from: candidates).id)
    }
}
