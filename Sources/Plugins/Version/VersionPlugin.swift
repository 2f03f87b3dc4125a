public import Kernel

/// Which version this is: `astro version`.
public enum VersionPlugin: Plugin {
    /// Mounted at the top.
    public static let manifest = PluginManifest("version", summary: "Tell which version this is")

    /// One command.
    public static let commands: [any Command.Type] = [ShowVersion.self]
}
