public import Kernel

/// Help by a word in place of a flag: `astro help COMMAND`.
public enum HelpPlugin: Plugin {
    /// Mounted at the top.
    public static let manifest = PluginManifest("help", summary: "Show help of a command or group")

    /// One command.
    public static let commands: [any Command.Type] = [ShowHelp.self]
}
