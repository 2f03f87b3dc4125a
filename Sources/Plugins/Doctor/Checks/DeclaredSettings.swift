import Kernel

/// A comparison of the settings in config files with the plugins' declarations.
struct DeclaredSettings {
    let context: Context

    /// A finding for each setting that is misspelled or has a value that its plugin refuses.
    var findings: [Finding] {
        get throws {
            try context.config.faults().map { fault in
                let place = try context.config.path(of: fault.file)
                let flags = fault.file == .home ? ["--global"] : []
                let isUnknown = fault.kind == .unknown
                let found = "\(place): \(fault.key) \(fault.complaint)"
                let fix: Hint =
                    isUnknown
                    ? .command("config unset", [fault.key] + flags)
                    : .command("config set", [fault.key, "VALUE"] + flags)
                return Finding("settings", isUnknown ? .warning : .problem, found, fix: fix)
            }
        }
    }
}
