import Kernel

/// Checks the home config file: whether it is readable, and only by its owner.
struct SettingsChecks {
    let context: Context

    var findings: [Finding] {
        let declared = (try? DeclaredSettings(context: context).findings) ?? []
        return [file] + declared
    }

    private var file: Finding {
        do {
            let path = try context.config.path(of: .home)
            _ = try context.config.settings()
            let folder = FilePaths.parent(of: path)
            guard let file = try context.files.status(of: path) else {
                return Finding("config", .ok, "there is no \(path) yet")
            }
            let open = [(folder, try context.files.status(of: folder)), (path, file)].first { status in
                (status.1?.mode ?? 0) & 0o077 != 0
            }
            guard let open else { return Finding("config", .ok, "\(path), only for its owner") }
            let mode = open.0 == path ? "600" : "700"
            return Finding(
                "config", .warning, "other users have access to \(open.0)",
                fix: Hint("chmod \(mode) \(ShellWords.argument(open.0))"))
        } catch {
            return Finding("config", error)
        }
    }
}
