public import Kernel

/// Commands offered to agents as tools: `astro mcp`.
public enum MCPPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("mcp", summary: "Offer commands to agents as tools")
    /// A top-level command that serves the tools, or shows which ones it would serve.
    public static let mounts = [Mount(commands: [ServeTools.self])]
}
