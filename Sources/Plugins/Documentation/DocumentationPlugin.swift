public import Kernel

/// Documents of the whole tree of commands: `astro docs …`.
public enum DocumentationPlugin: Plugin {
    /// Mounted at `docs`.
    public static let manifest = PluginManifest(
        "documentation", summary: "Write man pages, a reference and a manifest",
        mount: [MountSegment("docs", summary: "Write man pages, a reference and a manifest")])

    /// One for each kind of reader.
    public static let commands: [any Command.Type] = [WriteManPages.self, WriteMarkdown.self, ShowManifest.self]
}
