public import Kernel

/// Tokens of a Deployment that are being replaced: `astro deployment token overlap …`.
public enum DeploymentOverlapPlugin: Plugin {
    /// Mounted at `deployment token overlap`.
    public static let manifest = PluginManifest(
        "deployment-token-overlap", summary: "Replace tokens of a Deployment without an outage",
        mount: ["deployment", "token", .overlap])
    /// What an overlap can go through.
    public static var commands: [any Command.Type] { TokenVerbs.overlap(DeploymentSelection.self) }
}

/// Tokens of a Workspace that are being replaced: `astro workspace token overlap …`.
public enum WorkspaceOverlapPlugin: Plugin {
    /// Mounted at `workspace token overlap`.
    public static let manifest = PluginManifest(
        "workspace-token-overlap", summary: "Replace tokens of a Workspace without an outage",
        mount: ["workspace", "token", .overlap])
    /// What an overlap can go through.
    public static var commands: [any Command.Type] { TokenVerbs.overlap(WorkspaceSelection.self) }
}

/// Tokens of the Organization that are being replaced: `astro organization token overlap …`.
public enum OrganizationOverlapPlugin: Plugin {
    /// Mounted at `organization token overlap`.
    public static let manifest = PluginManifest(
        "organization-token-overlap", summary: "Replace tokens of the Organization without an outage",
        mount: ["organization", "token", .overlap])
    /// What an overlap can go through.
    public static var commands: [any Command.Type] { TokenVerbs.overlap(OrganizationSelection.self) }
}

extension MountSegment {
    fileprivate static let overlap = MountSegment("overlap", summary: "Replace tokens without an outage")
}
