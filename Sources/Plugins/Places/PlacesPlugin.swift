import AstroAPI
public import Kernel

/// Lists of Deployments, Workspaces and Organizations, and the choice of which to work in.
public enum PlacesPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest(
        "places", summary: "List Deployments, Workspaces and Organizations, and choose where to work")

    /// One mount for each kind of place.
    public static let mounts = [
        Mount(.deployment, commands: [ListDeployments.self, InspectDeployment.self]),
        Mount(.workspace, commands: [ListWorkspaces.self, SwitchWorkspace.self]),
        Mount(.organization, commands: [ListOrganizations.self, SwitchOrganization.self]),
    ]

    /// The completion of `--organization`, which every command has.
    public static var completions: [String: Completion] { ["organization": .organizations] }
}
