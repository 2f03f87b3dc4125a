package import AstroAPI
package import Kernel

/// The Deployment that a command works in.
package struct DeploymentSelection: PlaceSelection {
    package static let title: String? = "Deployment"
    package static let scope = TokenScope.deployment

    @OptionGroup package var deployment: DeploymentOption

    @OptionGroup package var workspace: WorkspaceOption

    package init() {}

    package static func place(in request: CompletionRequest, _ client: AstroClient) async throws -> TokenPlace? {
        guard let word = request.value(of: "deployment") else { return nil }
        let workspace = request.value(of: "workspace").map(Reference.init)
        return try await PlaceDirectory(request.context, client).deployment(Reference(word), in: workspace)
    }

    package func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace {
        let directory = PlaceDirectory(context, client)
        if let named = deployment.reference { return try await directory.deployment(named, in: workspace.reference) }
        guard context.output.canChoose else {
            throw CommandError.usage(
                "no Deployment is named",
                hint: ("pass --deployment with a name or ID from '\(command: "deployment list")'" as Hint).otherwise(
                    "pass --deployment NAME_OR_ID"))
        }
        let candidates = try await directory.deployments(in: workspace.current(in: context)).meant(purpose)
        guard !candidates.rows.isEmpty else {
            throw CommandError(
                .notFound, "there are no Deployments to choose from",
                hint: "pass --workspace or --organization to choose elsewhere")
        }
        return TokenPlace(try await context.output.choose(from: candidates))
    }
}
