package import AstroAPI
package import Kernel

/// The option that names a Workspace.
package struct WorkspaceOption: ArgumentGroup, Equatable {
    @Option(
        name: "workspace", aliases: ["workspace-id"], valueName: "NAME_OR_ID",
        help: "The Workspace, by name or ID; without it, the context's or the credential's own",
        environment: .own("WORKSPACE_ID"), validate: .notEmpty, completion: .workspaces)
    package var named: String?

    package init() {}

    /// The Workspace that was named, if any.
    package var reference: Reference? { named.map(Reference.init) }

    /// Returns the Workspace that was named, or else the current one, if any.
    package func current(in context: Context) throws -> Reference? {
        try reference ?? context.auth.workspace(in: context.environment)
    }

    /// Returns the ID of the same Workspace.
    package func id(in context: Context, _ client: AstroClient? = nil) async throws -> String? {
        guard let current = try current(in: context) else { return nil }
        return try await PlaceDirectory(context, client).workspaceID(current)
    }
}

/// The option that names a Deployment.
package struct DeploymentOption: ArgumentGroup, Equatable {
    @Option(
        name: "deployment", aliases: ["deployment-id"], valueName: "NAME_OR_ID", help: "The Deployment, by name or ID",
        environment: .own("DEPLOYMENT_ID"), validate: .notEmpty, completion: .deployments)
    package var named: String?

    package init() {}

    /// The Deployment that was named, if any.
    package var reference: Reference? { named.map(Reference.init) }
}
