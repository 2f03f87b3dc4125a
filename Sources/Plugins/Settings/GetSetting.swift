import Kernel

/// Shows the current value of a setting.
struct GetSetting: Command, Equatable {
    static let configuration = CommandConfiguration(
        "get", summary: "Show a setting",
        discussion:
            "Without --global, shows the effective value: from a variable, the project, your home folder, or the default.",
        effect: .local, related: ["config list", "config set"],
        examples: [
            Example("get local.core", "Show one value"), Example("get context --global", "Ignore the project's file"),
        ])
    static var fields: [String] { Setting.columns.map(\.field) }

    @Argument("KEY", help: "The setting, such as local.core", completion: .configKeys)
    var key: SettingKey

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        if context.config.isSecret(key.path) {
            throw CommandError.usage(
                "\(key.argument) is a secret and is not shown", hint: key.isLogin ? .command("auth token") : nil)
        }
        let set = try file.global ? context.config.value(at: key.path, in: .home) : context.config.value(at: key.path)
        let declared = context.config.declaration(of: key.path)
        guard let value = (set ?? declared?.standard).map(SecretSetting.shown) else {
            if declared == nil { throw CommandError.unknownSetting(key, in: context) }
            throw CommandError(
                .notFound, "\(key.argument) is not set", hint: "'\(command: "config list")' shows what is")
        }
        guard context.output.format.isTable, context.options.fields == nil else {
            let setting = Setting(key: key.argument, value: value, source: nil, declared)
            return try context.output.record(setting, columns: Setting.columns)
        }
        try context.output.text(context.output.console.output.isTerminal ? VisibleText.escaping(value) : value)
    }
}
