import AstroAPI
import Kernel

/// What `{organizationId}` and the like in a path stand for.
struct Placeholders: ArgumentGroup, Equatable {
    @Option(
        valueName: "ID", help: "What {workspaceId} stands for; without it, the context's or the credential's own",
        environment: "ASTRO_WORKSPACE_ID", validate: .identifier, completion: .workspaces)
    var workspaceID: String?

    @Option(
        valueName: "ID", help: "What {deploymentId} stands for", environment: "ASTRO_DEPLOYMENT_ID",
        validate: .identifier, completion: .deployments)
    var deploymentID: String?

    /// The value of one.
    func value(_ name: String, in context: Context) throws -> String {
        switch name {
        case "organizationId": return try context.auth.organizationID()
        case "workspaceId":
            if let id = try workspaceID ?? context.auth.workspaceID(in: context.environment) { return id.lowercased() }
            throw missing(
                name, hint: "pass --workspace-id ID or set ASTRO_WORKSPACE_ID; astro workspace list shows the IDs")
        case "deploymentId":
            if let deploymentID { return deploymentID.lowercased() }
            throw missing(
                name, hint: "pass --deployment-id ID or set ASTRO_DEPLOYMENT_ID; astro deployment list shows the IDs")
        default:
            throw CommandError.usage(
                "{\(name)} is no placeholder", hint: "there are {organizationId}, {workspaceId} and {deploymentId}")
        }
    }

    private func missing(_ name: String, hint: String) -> CommandError {
        .usage("nothing says what {\(name)} stands for", hint: hint)
    }
}
