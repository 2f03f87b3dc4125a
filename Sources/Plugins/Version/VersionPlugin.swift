public import Kernel

/// The version of the program: `astro version`.
public enum VersionPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("version", summary: "Show the version")

    /// The `version` command.
    public static let mounts = [
        Mount(commands: [ShowVersion.self])
    ]

    /// The URL to ask for the newest version.
    public static let configKeys = [
        ConfigKey("version.url", help: "Address that says which version is the newest")
    ]
}
