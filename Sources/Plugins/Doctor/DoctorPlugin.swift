public import Kernel

/// A check of everything that commands depend on: `astro doctor`.
public enum DoctorPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("doctor", summary: "Check this machine, the settings and the server")

    /// The `doctor` command.
    public static let mounts = [
        Mount(commands: [RunDoctor.self])
    ]
}
