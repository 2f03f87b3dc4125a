public import Kernel

/// Any request to the API: `astro api …`.
public enum RawAPIPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("api", summary: "Send any request to the API")

    /// The `api` command.
    public static let mounts = [
        Mount(commands: [SendRequest.self])
    ]
}
