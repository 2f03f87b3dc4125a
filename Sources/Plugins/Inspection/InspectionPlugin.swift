public import Kernel

/// The plugins that make up the program: `astro plugin …`.
public enum InspectionPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("inspection", summary: "Show and check the plugins of this program")

    /// The commands that list plugins and check their declarations.
    public static let mounts = [
        Mount(
            "plugin", summary: "Show and check the plugins of this program",
            commands: [ListPlugins.self, CheckPlugins.self])
    ]
}
