import Kernel

/// Lists every setting of the config files.
struct ListSettings: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the settings of the config files",
        discussion: "Secrets are left out. A project's setting overrides the home file's.", effect: .local,
        related: ["config get", "config set"], examples: [Example("list", "Show a table")])
    static var fields: [String] { Setting.columns.map(\.field) }

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        let settings = try context.config.settings().filter { setting in
            (!file.global || setting.file == .home) && !SettingKey.isSecret(setting.path)
        }
        let rows = settings.map { Setting(key: $0.path.joined(separator: "."), value: $0.text, source: $0.file) }
        try context.output.list(rows, key: "settings", columns: Setting.columns, none: "Nothing is set.")
    }
}
