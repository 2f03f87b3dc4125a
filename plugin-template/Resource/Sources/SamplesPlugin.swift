public import Kernel

/// The samples of an Organization: `astro samplepath …`.
public enum SamplesPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("samples", summary: "Manage samples")

    /// Where the commands are in the tree; a plugin can have as many mounts as it needs.
    public static let mounts = [
        Mount(
            "samplepath", summary: "Manage samples",
            commands: [
                ListSamples.self,
                InspectSamples.self,
                CreateSamples.self,
                UpdateSamples.self,
                DeleteSamples.self,
            ])
    ]
}
