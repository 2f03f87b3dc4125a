import Kernel

extension CommandError {
    /// Returns the error for an unknown key, with the nearest known one, or all of them.
    static func unknownSetting(_ key: SettingKey, in context: Context, _ consequence: String = "") -> CommandError {
        let known = Set(context.config.settableKeys.filter(\.isSingle).map(\.name)).sorted()
        let nearest = Suggestion.nearest(to: key.argument, among: known)
        return CommandError(
            .notFound, "'\(key.argument.shortened)' is not a known setting\(consequence)",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "use one of \(known.joined(separator: ", "))")
    }
}

/// Removes a setting from a file, so that its default applies again.
struct UnsetSetting: Command, Equatable {
    static let configuration = CommandConfiguration(
        "unset", summary: "Remove a setting and go back to its default",
        discussion: "Preserves the file's comments and order.", effect: .local, isRepeatable: true,
        related: ["config set", "config list"],
        examples: [Example("unset local.core --global", "Go back to the default")])

    @Argument("KEY", help: "The setting, such as local.core", completion: .configKeys)
    var key: SettingKey

    @OptionGroup var file: FileSelection

    func run(in context: Context) async throws {
        if key.isLogin {
            throw CommandError.usage(
                "\(key.argument) is a login; nothing was changed", hint: .command("logout"))
        }
        let file = try file.target(for: key, in: context)
        let path = try context.config.path(of: file)
        guard try context.config.value(at: key.path, in: file) != nil else {
            guard context.config.declaration(of: key.path) != nil else {
                throw CommandError.unknownSetting(key, in: context, "; nothing was changed")
            }
            return context.output.notice("\(key.argument) was not set in \(path).")
        }
        try context.config.edit(file) { document in try document.remove(key.path) }
        context.output.notice("\(key.argument) is no longer set in \(path).")
    }
}
