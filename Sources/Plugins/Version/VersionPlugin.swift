public import Kernel

/// Which version this is: `astro version`.
public enum VersionPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("version", summary: "Tell which version this is")

    /// One command.
    public static let mounts = [
        Mount(commands: [ShowVersion.self])
    ]

    /// Where the newest version is asked for.
    public static let configKeys = [
        ConfigKey("version.url", help: "Address that says which version is the newest")
    ]
}
