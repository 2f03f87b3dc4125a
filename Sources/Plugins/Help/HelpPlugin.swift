public import Kernel

/// Help as a command instead of a flag: `astro help COMMAND`.
public enum HelpPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("help", summary: "Show help of a command or group")

    /// The `help` command.
    public static let mounts = [
        Mount(commands: [ShowHelp.self])
    ]
}
