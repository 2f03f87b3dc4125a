public import Kernel

/// Commands as tools for agents: `astro mcp`.
public enum MCPPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("mcp", summary: "Offer commands to agents as tools")
    /// One command at the top, which serves or tells what it would serve.
    public static let mounts = [Mount(commands: [ServeTools.self])]
}
