public import Kernel

/// Help by a word in place of a flag: `astro help COMMAND`.
public enum HelpPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("help", summary: "Show help of a command or group")

    /// One command.
    public static let mounts = [
        Mount(commands: [ShowHelp.self])
    ]
}
