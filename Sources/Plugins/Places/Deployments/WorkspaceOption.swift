import AstroAPI
import Kernel

/// Which Workspace's Deployments a command is about.
struct WorkspaceOption: ArgumentGroup, Equatable {
    @Option(
        valueName: "ID", help: "The Workspace; without it, the context's or the credential's own",
        environment: "ASTRO_WORKSPACE_ID", validate: .identifier, completion: .workspaces)
    var workspaceID: String?

    /// The Workspace that was named or is the current one; nil where there is none.
    func id(in context: Context) throws -> String? {
        try (workspaceID ?? context.auth.workspaceID(in: context.environment))?.lowercased()
    }
}
