public import Kernel

/// The config files: the server to work with, and settings (`astro context …`, `astro config …`).
public enum SettingsPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("settings", summary: "Choose a server, and show and change settings")

    /// The commands for contexts and for settings, and a hidden one for scripts that turn off telemetry.
    public static let mounts = [
        Mount(
            MountSegment("context", aliases: ["c", "contexts"]), summary: "Choose the server to work with",
            commands: [ListContexts.self, SwitchContext.self, DeleteContext.self]),
        Mount(
            "config", summary: "Show and change settings",
            commands: [GetSetting.self, SetSetting.self, UnsetSetting.self, ListSettings.self]),
        Mount(commands: [TellTelemetry.self]),
    ]
}
