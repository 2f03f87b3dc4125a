public import Kernel

/// What the Organization's tokens are for: `astro samples …`.
public enum SamplesPlugin: Plugin {
    /// Mounted at `samples`.
    public static let manifest = PluginManifest(
        "samples", summary: "See and say what tokens are for",
        mount: [MountSegment("samples", summary: "See and say what tokens are for")])

    /// The commands, in the order that help lists them.
    public static let commands: [any Command.Type] = [
        ListSamples.self,
        DescribeSamples.self,
    ]
}
