import AstroAPI
import AstroPlaces
import AstroTokens
public import Kernel

/// API tokens of Deployments, Workspaces and Organizations: `astro deployment token …` and the same for the others.
public enum TokensPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("tokens", summary: "Rotate, create, list, update and delete API tokens")

    /// The commands for each place's own tokens, for tokens of wider scope with a role there, and for overlaps.
    public static let mounts = [
        Mount(
            .deployment, .token("Rotate and manage the API tokens of a Deployment"),
            commands: TokenVerbs.all(DeploymentSelection.self)),
        Mount(
            "deployment", "token", "organization-token", summary: "Let tokens of the Organization into a Deployment",
            commands: TokenVerbs.guests(DeploymentSelection.self, OrganizationGuest.self)),
        Mount(
            "deployment", "token", "workspace-token", summary: "Let tokens of the Workspace into a Deployment",
            commands: TokenVerbs.guests(DeploymentSelection.self, WorkspaceGuest.self)),
        // Shorter spellings of the same two.
        Mount(
            "deployment", "organization-token", summary: "Let tokens of the Organization into a Deployment",
            commands: TokenVerbs.guests(DeploymentSelection.self, OrganizationGuest.self)),
        Mount(
            "deployment", "workspace-token", summary: "Let tokens of the Workspace into a Deployment",
            commands: TokenVerbs.guests(DeploymentSelection.self, WorkspaceGuest.self)),
        Mount(
            .workspace, .token("Rotate and manage the API tokens of a Workspace"),
            commands: TokenVerbs.all(WorkspaceSelection.self)
                + [AddGuest<WorkspaceSelection, OrganizationGuest>.self]),
        Mount(
            "workspace", "token", "organization-token", summary: "Let tokens of the Organization into a Workspace",
            commands: TokenVerbs.guests(WorkspaceSelection.self, OrganizationGuest.self)),
        Mount(
            .organization, .token("Rotate and manage the API tokens of the Organization"),
            commands: TokenVerbs.all(OrganizationSelection.self) + [ShowRoles.self]),
        Mount(
            "deployment", .agentToken, commands: TokenVerbs.agents),
        Mount("deployment", "agent-token", .overlap, commands: TokenVerbs.overlap(AgentSelection.self)),
        Mount("deployment", "token", .overlap, commands: TokenVerbs.overlap(DeploymentSelection.self)),
        Mount("workspace", "token", .overlap, commands: TokenVerbs.overlap(WorkspaceSelection.self)),
        Mount("organization", "token", .overlap, commands: TokenVerbs.overlap(OrganizationSelection.self)),
    ]
}

extension MountSegment {
    fileprivate static let overlap = MountSegment("overlap", summary: "Replace tokens without an outage")

    fileprivate static let agentToken = MountSegment(
        "agent-token", aliases: ["agent-tokens"], summary: "Rotate and manage the tokens of Remote Execution agents")

    fileprivate static func token(_ summary: String) -> MountSegment {
        MountSegment("token", aliases: ["to", "tokens"], summary: summary)
    }
}
