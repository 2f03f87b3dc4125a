/// The commands of the official Astro CLI that this program lacks.
enum OfficialCommands {
    /// The top-level commands, in the order of help.
    static let families = [
        "dev", "deploy", "run", "local", "dbt", "env", "ide", "remote", "otto", "init", "link", "use", "af", "package",
        "upgrade", "user", "team",
    ]

    /// The commands below groups and commands that both programs have, including short names.
    private static let below: [String: Set<String>] = [
        "deployment": [
            "create", "cr", "update", "up", "delete", "de", "logs", "l", "variable", "variables", "var", "user",
            "users", "us", "team", "teams", "te", "hibernate", "hb", "wake-up", "wu", "worker-queue", "wq",
            "connection",
            "connections", "con", "airflow-variable", "airflow-variables", "av", "pool", "pools", "pl", "runtime",
            "airflow", "service-account", "sa", "adopt", "unadopt", "bundle", "packages", "requirements",
        ],
        "workspace": [
            "create", "cr", "update", "up", "delete", "de", "user", "users", "us", "team", "teams", "te",
            "service-account", "sa",
        ],
        "api": ["airflow"],
        "organization": [
            "user", "users", "us", "team", "teams", "te", "role", "roles", "ro", "audit-logs", "al", "cluster",
            "clusters",
        ],
    ]

    /// Returns whether the official CLI has a command or group with a name below groups that this program has.
    static func have(_ name: String, below path: [String]) -> Bool {
        guard let group = path.first else { return families.contains(name) }
        return path.count == 1 && below[group]?.contains(name) == true
    }
}
