public import Kernel

/// The audit log, a record of every change: `astro audit`.
public enum AuditPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("audit", summary: "Show what this program changed on servers")

    /// The command that shows the log.
    public static let mounts = [
        Mount(commands: [ShowAudit.self])
    ]
}
