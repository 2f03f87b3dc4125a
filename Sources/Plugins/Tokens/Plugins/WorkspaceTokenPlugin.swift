public import Kernel

/// The tokens of a Workspace: `astro workspace token …`.
public enum WorkspaceTokenPlugin: Plugin {
    /// Mounted at `workspace token`.
    public static let manifest = PluginManifest(
        "workspace-token", summary: "Rotate, create, list, update and delete the API tokens of a Workspace",
        mount: [
            MountSegment("workspace", aliases: ["wo"], summary: "Work with Workspaces"),
            MountSegment("token", aliases: ["to"], summary: "Rotate and manage the API tokens of a Workspace"),
        ])

    /// The five verbs, and letting a token of the Organization in.
    public static var commands: [any Command.Type] {
        TokenVerbs.all(WorkspaceSelection.self) + [AddGuest<WorkspaceSelection, OrganizationGuest>.self]
    }
}
