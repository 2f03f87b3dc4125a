public import Kernel

/// Completion of the command line: `astro completion …`.
public enum ShellCompletionPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest(
        "completion", summary: "Have your shell complete commands, flags and values")

    /// A script for each shell, and what the scripts ask.
    public static let mounts = [
        Mount(
            "completion", summary: "Have your shell complete commands, flags and values",
            commands: [
                WriteBashScript.self, WriteZshScript.self, WriteFishScript.self, WritePowerShellScript.self,
                FindCandidates.self,
            ]),
        // What saved scripts of the official CLI ask.
        Mount(commands: [CompleteForCobra.self, CompleteForCobraWithoutDescriptions.self]),
    ]
}
