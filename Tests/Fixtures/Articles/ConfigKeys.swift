public import Kernel

// What the article about settings quotes.

enum Region: String, ArgumentValue, CaseIterable { case north, south }

/// Quotas, and who uses them up.
public enum QuotaPlugin: Plugin {
    /// What the config file can set.
    public static let configKeys = [
        ConfigKey("quota.columns", Int.self, default: 3, help: "Columns of the table", validate: .range(1...9)),
        ConfigKey("quota.region", Region.self, help: "Region to show first", allowedInProjects: true),
    ]
}

extension QuotaPlugin {
    /// The name and the summary.
    public static var manifest: PluginManifest { PluginManifest("quota", summary: "Show quotas") }
    /// None.
    public static var mounts: [Mount] { [] }
}

func columns(_ context: Context) throws -> Int {
    let columns = try context.config.value("quota.columns", as: Int.self) ?? 3
    return columns
}
