public import Kernel

/// Any request to the API: `astro api …`.
public enum RawAPIPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("api", summary: "Send any request to the API")

    /// One command.
    public static let mounts = [
        Mount(commands: [SendRequest.self])
    ]
}
