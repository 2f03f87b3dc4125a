public import Kernel

/// Any request to the API: `astro api …`.
public enum RawAPIPlugin: Plugin {
    /// Mounted at the top.
    public static let manifest = PluginManifest("api", summary: "Send any request to the API")

    /// One command.
    public static let commands: [any Command.Type] = [SendRequest.self]
}
