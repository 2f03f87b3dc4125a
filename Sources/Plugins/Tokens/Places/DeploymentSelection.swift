import AstroAPI
import Kernel

/// Which Deployment a command works in.
struct DeploymentSelection: PlaceSelection {
    static let title: String? = "Deployment"
    static let scope = TokenScope.deployment

    @Option(
        valueName: "ID", help: "The Deployment; on a terminal you may choose one",
        environment: "ASTRO_DEPLOYMENT_ID", validate: .identifier, completion: .deployments)
    var deploymentID: String?

    @Option(
        valueName: "ID", help: "Offer only this Workspace's Deployments to choose from", validate: .identifier,
        completion: .workspaces)
    var workspaceID: String?

    static func namedID(in request: CompletionRequest, _ client: AstroClient) -> String? {
        request.value(of: "deployment-id")
    }

    func resolve(in context: Context, _ client: AstroClient) async throws -> TokenPlace {
        TokenPlace(scope: .deployment, id: try await id(in: context, client))
    }

    /// The ID that was given, or the choice of the person at the terminal.
    private func id(in context: Context, _ client: AstroClient) async throws -> String {
        if let deploymentID { return deploymentID.lowercased() }
        guard context.output.canChoose else {
            throw CommandError.usage(
                "no Deployment is named",
                hint: "pass --deployment-id ID or set ASTRO_DEPLOYMENT_ID; astro deployment list shows the IDs")
        }
        let workspace = try workspaceID ?? context.auth.workspaceID(in: context.environment)
        let deployments = try await client.deployments(workspaceID: workspace?.lowercased())
        guard !deployments.isEmpty else {
            throw CommandError(
                .notFound, "there are no Deployments to choose from",
                hint: "pass --workspace-id or --organization-id to choose elsewhere")
        }
        return try await context.output.choose(
            "Deployment", from: deployments, columns: Self.columns, flag: "--deployment-id ID"
        ).id
    }

    private static let columns = [
        Column<Deployment>("name", "NAME") { $0.name },
        Column<Deployment>("id", "ID") { $0.id },
        Column<Deployment>("workspaceName", "WORKSPACE") { $0.workspaceName ?? $0.workspaceId },
    ]
}
