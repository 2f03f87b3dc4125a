import Kernel

/// Lists every setting of the config files.
struct ListSettings: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the settings of the config files",
        discussion: """
            Secrets are left out, and passwords in addresses are hidden. A project's setting overrides the home file's; \
            what a project may not set is ignored and not listed.
            """, effect: .local, isList: true,
        related: ["config get", "config set"], examples: [Example("list", "Show a table")])
    static var fields: [String] { Setting.columns.map(\.field) }

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        let settings = try context.config.settings().filter { setting in
            (!file.global || setting.file == .home) && !context.config.isSecret(setting.path)
        }
        let rows = settings.map { setting in
            Setting(
                key: setting.path.joined(separator: "."), value: SecretSetting.shown(setting.text),
                source: setting.file)
        }
        try context.output.list(rows, key: "settings", columns: Setting.columns, none: "Nothing is set.")
    }
}
