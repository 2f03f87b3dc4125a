import AstroAPI
public import Kernel

/// Which Deployments, Workspaces and Organizations there are, and which of them to work in.
public enum PlacesPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest(
        "places", summary: "List Deployments, Workspaces and Organizations, and choose where to work")

    /// One mount for each kind of place.
    public static let mounts = [
        Mount(.deployment, commands: [ListDeployments.self, InspectDeployment.self]),
        Mount(.workspace, commands: [ListWorkspaces.self, SwitchWorkspace.self]),
        Mount(.organization, commands: [ListOrganizations.self, SwitchOrganization.self]),
    ]

    /// `--organization` of every command.
    public static var completions: [String: Completion] { ["organization": .organizations] }
}
