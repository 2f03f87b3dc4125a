import Kernel

/// The config file that a command works on.
struct FileSelection: ArgumentGroup, Equatable {
    @Flag("g", help: "Use the home file, even in a project with its own")
    var global = false

    /// Returns the file to write.
    ///
    /// - Throws: ``CommandError`` if the project's file is meant but there is no project, or the key isn't allowed in
    ///   projects.
    func target(for key: SettingKey, in context: Context) throws -> Config.File {
        if global { return .home }
        guard try context.config.hasProjectFile() else {
            let path = try context.config.path(of: .project)
            throw CommandError.usage("there is no \(path) to write to", hint: "pass --global for the home file")
        }
        guard context.config.isAllowed(key.path, in: .project) else {
            throw CommandError.usage(
                "\(key.argument) cannot be set for a project, whose file others may write; nothing was changed",
                hint: .command("config set", key.argument, "VALUE", "--global"))
        }
        return .project
    }
}
