public import Kernel

/// What the program is made of: `astro plugin …`.
public enum InspectionPlugin: Plugin {
    /// Mounted at `plugin`.
    public static let manifest = PluginManifest(
        "inspection", summary: "Show and check the plugins of this program",
        mount: [MountSegment("plugin", summary: "Show and check the plugins of this program")])

    /// Listing them, and checking their declarations.
    public static let commands: [any Command.Type] = [ListPlugins.self, CheckPlugins.self]
}
