public import Kernel

/// What the Organization's tokens are for: `astro samples …`.
public enum SamplesPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("samples", summary: "See and say what tokens are for")

    /// Where the commands are in the tree; a plugin can have as many mounts as it needs.
    public static let mounts = [
        Mount(
            "samples", summary: "See and say what tokens are for",
            commands: [
                ListSamples.self,
                DescribeSamples.self,
            ])
    ]
}
