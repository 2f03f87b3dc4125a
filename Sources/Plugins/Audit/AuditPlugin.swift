public import Kernel

/// The log of changes: `astro audit`.
public enum AuditPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("audit", summary: "Show what this program changed on servers")

    /// Showing it.
    public static let mounts = [
        Mount(commands: [ShowAudit.self])
    ]
}
