public import Kernel

/// The log of changes: `astro audit`.
public enum AuditPlugin: Plugin {
    /// At the top.
    public static let manifest = PluginManifest("audit", summary: "Show what this program changed on servers")
    /// Showing it.
    public static let commands: [any Command.Type] = [ShowAudit.self]
}
