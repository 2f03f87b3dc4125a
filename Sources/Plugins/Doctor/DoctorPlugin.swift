public import Kernel

/// A look at everything that commands depend on: `astro doctor`.
public enum DoctorPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("doctor", summary: "Check this machine, the settings and the server")

    /// One command.
    public static let mounts = [
        Mount(commands: [RunDoctor.self])
    ]
}
