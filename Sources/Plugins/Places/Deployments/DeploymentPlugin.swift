public import Kernel

/// Which Deployments there are: `astro deployment …`.
public enum DeploymentPlugin: Plugin {
    /// Mounted at `deployment`.
    public static let manifest = PluginManifest(
        "deployment", summary: "List and look at Deployments",
        mount: [MountSegment("deployment", aliases: ["de", "deployments"], summary: "Work with Deployments")])

    /// Listing all, looking at one.
    public static let commands: [any Command.Type] = [ListDeployments.self, InspectDeployment.self]
}
