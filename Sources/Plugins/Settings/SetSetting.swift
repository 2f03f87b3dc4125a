import Kernel

/// Writes a setting, and nothing else of the file.
struct SetSetting: Command, Equatable {
    static let configuration = CommandConfiguration(
        "set", summary: "Change a setting", discussion: "Comments, order and everything else of the file stay.",
        effect: .local, related: ["config get", "config list"],
        examples: [Example("set local.core http://localhost:8888 --global", "Point the context localhost elsewhere")])

    @Argument("KEY", help: "The setting, such as local.core", completion: .configKeys)
    var key: SettingKey

    @Argument("VALUE", help: "Its new value")
    var value: String

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        if key.isSecret {
            throw CommandError.usage(
                "\(key.argument) is a secret, and the command line shows it to others; nothing was changed",
                hint: "astro login")
        }
        let file = try file.target(in: context)
        try context.config.edit(file) { document in try document.set(value, at: key.path) }
        context.output.notice("\(key.argument) is set in \(try context.config.path(of: file)).")
        try warnOfOverride(file, context)
    }

    /// A value that something nearer overrides has no effect, which is worth saying.
    private func warnOfOverride(_ file: Config.File, _ context: Context) throws {
        let config = Config(environment: context.environment, files: context.files)
        guard let holds = try config.value(at: key.path), holds != value else { return }
        context.output.warning("\(key.argument) still is '\(holds)' here: a variable or the project's file says so")
    }
}
