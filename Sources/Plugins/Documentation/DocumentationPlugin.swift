public import Kernel

/// Documentation generated from the whole command tree: `astro docs …`.
public enum DocumentationPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("documentation", summary: "Write man pages, a reference and a manifest")

    /// One command for each format.
    public static let mounts = [
        Mount(
            "docs", summary: "Write man pages, a reference and a manifest",
            commands: [WriteManPages.self, WriteMarkdown.self, ShowManifest.self, WriteLLMs.self])
    ]
}
