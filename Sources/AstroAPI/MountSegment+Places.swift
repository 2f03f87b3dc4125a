public import Kernel

/// The groups that several plugins add commands to.
extension MountSegment {
    /// The group `astro deployment`.
    public static var deployment: MountSegment {
        MountSegment("deployment", aliases: ["de", "deployments"], summary: "Work with Deployments")
    }
    /// The group `astro workspace`.
    public static var workspace: MountSegment {
        MountSegment("workspace", aliases: ["wo", "ws", "workspaces"], summary: "Work with Workspaces")
    }
    /// The group `astro organization`.
    public static var organization: MountSegment {
        MountSegment("organization", aliases: ["org", "organizations"], summary: "Work with Organizations")
    }
}
