import Kernel

/// Lists every setting of the config files.
struct ListSettings: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the settings of the config files",
        discussion: """
            With --all, settings that no file sets are listed with their defaults; -o wide says what each one sets. Secrets are left out, and passwords in addresses are hidden. A project's setting overrides the home file's; \
            what a project may not set is ignored and not listed.
            """, effect: .local, isList: true,
        related: ["config get", "config set"],
        examples: [
            Example("list", "Show a table"), Example("list --all -o wide", "See what can be set, and what it does"),
        ])
    static var fields: [String] { Setting.columns.map(\.field) }

    @OptionGroup var file: FileSelection

    @Flag("a", help: "Include the settings that no file sets")
    var all = false

    func run(in context: Context) async throws {
        let config = context.config
        let settings = try context.config.settings().filter { setting in
            (!file.global || setting.file == .home) && !context.config.isSecret(setting.path)
        }
        var rows = settings.map { setting in
            Setting(
                key: setting.path.joined(separator: "."), value: SecretSetting.shown(setting.text),
                source: setting.file == .home ? "home" : "project", config.declaration(of: setting.path))
        }
        if all {
            let present = Set(rows.map(\.key))
            rows += config.knownKeys.filter { $0.isSingle && !present.contains($0.name) }.map {
                Setting(key: $0.name, value: $0.standard ?? "", source: $0.standard.map { _ in "default" }, $0)
            }
        }
        try context.output.list(rows, key: "settings", columns: Setting.columns, none: "Nothing is set.")
    }
}
