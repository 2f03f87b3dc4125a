public import Kernel

/// The tokens of a Deployment: `astro deployment token …`.
public enum DeploymentTokenPlugin: Plugin {
    /// Mounted at `deployment token`.
    public static let manifest = PluginManifest(
        "deployment-token", summary: "Rotate, create, list, update and delete the API tokens of a Deployment",
        mount: [
            MountSegment("deployment", aliases: ["de", "deployments"], summary: "Work with Deployments"),
            MountSegment("token", aliases: ["to"], summary: "Rotate and manage the API tokens of a Deployment"),
        ])

    /// The five verbs.
    public static var commands: [any Command.Type] { TokenVerbs.all(DeploymentSelection.self) }
}
