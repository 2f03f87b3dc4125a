public import Kernel

/// Documents of the whole tree of commands: `astro docs …`.
public enum DocumentationPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("documentation", summary: "Write man pages, a reference and a manifest")

    /// One for each kind of reader.
    public static let mounts = [
        Mount(
            "docs", summary: "Write man pages, a reference and a manifest",
            commands: [WriteManPages.self, WriteMarkdown.self, ShowManifest.self, WriteLLMs.self])
    ]
}
