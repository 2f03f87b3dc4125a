public import Kernel

/// The tokens of the Organization in a Deployment: `astro deployment token organization-token …`.
public enum DeploymentOrganizationTokenPlugin: Plugin {
    /// Mounted at `deployment token organization-token`.
    public static let manifest = PluginManifest(
        "deployment-organization-token", summary: "Let tokens of the Organization into a Deployment",
        mount: ["deployment", "token", .guests(OrganizationGuest.self, in: .deployment)])
    /// What a token's role in a Deployment can go through.
    public static var commands: [any Command.Type] {
        TokenVerbs.guests(DeploymentSelection.self, OrganizationGuest.self)
    }
}

/// The same by its shorter spelling: `astro deployment organization-token …`.
public enum ShortDeploymentOrganizationTokenPlugin: Plugin {
    /// Mounted at `deployment organization-token`.
    public static let manifest = PluginManifest(
        "deployment-organization-token-short", summary: "Let tokens of the Organization into a Deployment",
        mount: ["deployment", .guests(OrganizationGuest.self, in: .deployment)])
    /// What a token's role in a Deployment can go through.
    public static var commands: [any Command.Type] { DeploymentOrganizationTokenPlugin.commands }
}

/// The tokens of a Workspace in one of its Deployments: `astro deployment token workspace-token …`.
public enum DeploymentWorkspaceTokenPlugin: Plugin {
    /// Mounted at `deployment token workspace-token`.
    public static let manifest = PluginManifest(
        "deployment-workspace-token", summary: "Let tokens of a Workspace into a Deployment",
        mount: ["deployment", "token", .guests(WorkspaceGuest.self, in: .deployment)])
    /// What a token's role in a Deployment can go through.
    public static var commands: [any Command.Type] {
        TokenVerbs.guests(DeploymentSelection.self, WorkspaceGuest.self)
    }
}

/// The same by its shorter spelling: `astro deployment workspace-token …`.
public enum ShortDeploymentWorkspaceTokenPlugin: Plugin {
    /// Mounted at `deployment workspace-token`.
    public static let manifest = PluginManifest(
        "deployment-workspace-token-short", summary: "Let tokens of a Workspace into a Deployment",
        mount: ["deployment", .guests(WorkspaceGuest.self, in: .deployment)])
    /// What a token's role in a Deployment can go through.
    public static var commands: [any Command.Type] { DeploymentWorkspaceTokenPlugin.commands }
}

/// The tokens of the Organization in a Workspace: `astro workspace token organization-token …`.
public enum WorkspaceOrganizationTokenPlugin: Plugin {
    /// Mounted at `workspace token organization-token`.
    public static let manifest = PluginManifest(
        "workspace-organization-token", summary: "Let tokens of the Organization into a Workspace",
        mount: ["workspace", "token", .guests(OrganizationGuest.self, in: .workspace)])
    /// What a token's role in a Workspace can go through.
    public static var commands: [any Command.Type] {
        TokenVerbs.guests(WorkspaceSelection.self, OrganizationGuest.self)
    }
}

extension MountSegment {
    fileprivate static func guests<Guest: GuestToken>(_ guest: Guest.Type, in scope: TokenScope) -> MountSegment {
        MountSegment(Guest.group, summary: "Let tokens of the \(Guest.scope.noun) into a \(scope.noun)")
    }
}
