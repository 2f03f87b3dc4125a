public import Kernel

/// The settings of the config files: `astro config …`.
public enum ConfigPlugin: Plugin {
    /// Mounted at `config`.
    public static let manifest = PluginManifest(
        "config", summary: "Show and change settings",
        mount: [MountSegment("config", summary: "Show and change settings")])

    /// Reading one, writing one, listing all.
    public static let commands: [any Command.Type] = [GetSetting.self, SetSetting.self, ListSettings.self]
}
