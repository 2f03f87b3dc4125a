public import Kernel

/// Shell completion: `astro completion …`.
public enum ShellCompletionPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest(
        "completion", summary: "Set up tab completion for your shell")

    /// The commands that write a script for each shell, and the commands that the scripts call.
    public static let mounts = [
        Mount(
            "completion", summary: "Set up tab completion for your shell",
            commands: [
                WriteScript<BashScript>.self, WriteScript<ZshScript>.self, WriteScript<FishScript>.self,
                WriteScript<PowerShellScript>.self, FindCandidates.self,
            ]),
        // The commands that saved scripts of the official CLI call.
        Mount(commands: [CompleteForCobra.self, CompleteForCobraWithoutDescriptions.self]),
    ]
}
