import Kernel

/// Writes a setting, and changes nothing else in the file.
struct SetSetting: Command, Equatable {
    static let configuration = CommandConfiguration(
        "set", summary: "Change a setting", discussion: "Preserves the file's comments and order.",
        effect: .local, related: ["config get", "config list"],
        examples: [Example("set local.core http://localhost:8888 --global", "Point the context localhost elsewhere")])

    @Argument("KEY", help: "The setting, such as local.core", completion: .configKeys)
    var key: SettingKey

    @Argument("VALUE", help: "Its new value", completion: .configValues(of: "KEY"))
    var value: String

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        if key.isLogin {
            throw CommandError.usage(
                "\(key.argument) is a secret, and the command line shows it to others; nothing was changed",
                hint: .command("login"))
        }
        let file = try file.target(for: key, in: context)
        guard let declared = context.config.declaration(of: key.path) else {
            throw CommandError.unknownSetting(key, in: context, "; nothing was changed")
        }
        if let complaint = declared.complaint(about: value) {
            throw CommandError.usage(
                "\(key.argument): '\(value.shortened)' \(complaint); nothing was changed",
                hint: declared.standard.map { "use \($0), the default, or another valid value" })
        }
        try context.config.edit(file) { document in try document.set(value, at: key.path) }
        context.output.notice("\(key.argument) is set in \(try context.config.path(of: file)).")
        try warnOfOverride(file, context)
    }

    /// Warns if a variable or a nearer file overrides the value, so that it has no effect.
    private func warnOfOverride(_ file: Config.File, _ context: Context) throws {
        guard let holds = try context.config.reread().value(at: key.path), holds != value else { return }
        let shown = context.config.isSecret(key.path) ? "another" : "'\(SecretSetting.shown(holds))'"
        context.output.warning("\(key.argument) is still \(shown) here: a variable or the project's file overrides it")
    }
}
