public import Kernel

/// The servers that the program can work with: `astro context …`.
public enum ContextPlugin: Plugin {
    /// Mounted at `context`.
    public static let manifest = PluginManifest(
        "context", summary: "Choose the server to work with",
        mount: [MountSegment("context", summary: "Choose the server to work with")])

    /// Listing, choosing and forgetting them.
    public static let commands: [any Command.Type] = [ListContexts.self, SwitchContext.self, DeleteContext.self]
}
