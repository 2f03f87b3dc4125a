public import Kernel

/// What the program is made of: `astro plugin …`.
public enum InspectionPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("inspection", summary: "Show and check the plugins of this program")

    /// Listing them, and checking their declarations.
    public static let mounts = [
        Mount(
            "plugin", summary: "Show and check the plugins of this program",
            commands: [ListPlugins.self, CheckPlugins.self])
    ]
}
