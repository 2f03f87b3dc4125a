public import Kernel

/// Which Workspace to work in: `astro workspace …`.
public enum WorkspacePlugin: Plugin {
    /// Mounted at `workspace`.
    public static let manifest = PluginManifest(
        "workspace", summary: "List Workspaces, and choose the one to work in",
        mount: [MountSegment("workspace", aliases: ["wo"], summary: "Work with Workspaces")])

    /// Listing and choosing.
    public static let commands: [any Command.Type] = [ListWorkspaces.self, SwitchWorkspace.self]
}
