import Kernel

extension ServiceSettings {
    /// The settings of Astro's CLIs.
    static let astro = ServiceSettings(
        [
            ConfigKey("astro.official", hasVariable: false, help: "Path of the official CLI"),
            ConfigKey("astro.handover", Bool.self, default: true, help: "Hand lines over to the official CLI"),
            ConfigKey("local.core", default: "http://localhost:8888", help: "Address of the context localhost"),
            ConfigKey("cloud.api.protocol", default: "https", .oneOf(["https", "http"]), help: "Protocol of the API"),
        ]
            + ["organization", "organization_product", "workspace", "last_used_workspace"].map {
                ConfigKey("contexts.*.\($0)", allowedInProjects: true)
            } + ["domain", "user_email", "expiresin"].map { ConfigKey("contexts.*.\($0)") },
        ofOtherTools: official)

    /// The keys of the official CLI, with its defaults.
    private static var official: [ConfigKey] { perProject + anyInGroups + perMachine }

    private static var perProject: [ConfigKey] {
        let flags = [
            ("airflow.expose_port", false), ("auto_select", false), ("disable_astro_run", false),
            ("disable_env_objects", true), ("duplicate_volumes", true), ("sha_as_tag", false), ("show_warnings", true),
            ("skip_parse", false), ("upgrade_message", true),
        ]
        let texts = [
            ("postgres.host", "postgres"), ("postgres.password", "postgres"),
            ("postgres.repository", "docker.io/postgres"), ("postgres.tag", "12.6"), ("postgres.user", "postgres"),
        ]
        return flags.map { ConfigKey($0.0, allowedInProjects: true, default: String($0.1), .flag) }
            + texts.map { ConfigKey($0.0, allowedInProjects: true, default: $0.1) }
            + ["project.deployment", "project.name", "project.workspace"].map { ConfigKey($0, allowedInProjects: true) }
            + [("postgres.port", "5432"), ("webserver.port", "8080")].map {
                ConfigKey($0.0, allowedInProjects: true, default: $0.1, .number)
            }
            + [ConfigKey("dev.mode", allowedInProjects: true, .oneOf(["docker", "standalone"]))]
    }

    /// Keys that newer versions add to these groups are accepted without a warning.
    private static var anyInGroups: [ConfigKey] {
        [
            "project.*", "airflow.*", "api-server.*", "webserver.*", "scheduler.*", "triggerer.*", "postgres.*",
            "dev.*", "deploy.*",
        ].map { ConfigKey($0, allowedInProjects: true) }
    }

    private static var perMachine: [ConfigKey] {
        [
            ConfigKey("cloud.api.port", default: "443", .number),
            ConfigKey("cloud.api.ws_protocol", default: "wss", .oneOf(["wss", "ws"])),
            ConfigKey("container.binary", default: "docker"), ConfigKey("interactive", default: "false", .flag),
            ConfigKey("local.platform", default: "cloud"), ConfigKey("local.registry", default: "localhost:5555"),
            ConfigKey("page_size", default: "20", .number), ConfigKey("remote.client_registry"),
            ConfigKey("houston.dial_timeout", default: "10", .number),
            ConfigKey("houston.skip_verify_tls", default: "false", .flag), ConfigKey("verbosity", default: "warning"),
        ]
    }
}
