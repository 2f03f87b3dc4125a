public import Kernel

/// Completion of the command line: `astro completion …`.
public enum CompletionPlugin: Plugin {
    /// Mounted at `completion`.
    public static let manifest = PluginManifest(
        "completion", summary: "Have your shell complete commands, flags and values",
        mount: [MountSegment("completion", summary: "Have your shell complete commands, flags and values")])

    /// A script for each shell, and what the scripts ask.
    public static let commands: [any Command.Type] = [
        WriteBashScript.self, WriteZshScript.self, WriteFishScript.self, WritePowerShellScript.self,
        FindCandidates.self,
    ]
}
