package import Base

/// The folder for settings, undelivered values and the audit log, with the path of everything in it.
///
/// Another user who could put a link, a pipe or a file there could read a value or redirect it.
package struct StateFolder: Sendable {
    /// The folder itself.
    package let path: String
    package static let hint: Hint = "set \(variable: "HOME") to a folder of your own that can be written to"

    package init(_ environment: Environment) throws(CommandError) { path = try environment.stateDirectory() }

    package init(path: String) { self.path = path }

    /// The path of the user's own config file.
    package var config: String { entry(Self.configName) }
    /// The path of the audit log.
    package var auditLog: String { entry("audit.jsonl") }
    /// The path of the lock that is held while a login changes.
    package var loginLock: String { entry("login.lock") }
    /// The path of the folder with a record of each undelivered value.
    package var recovery: String { entry("recovery") }
    /// The path of the folder with the locks of records and files.
    package var locks: String { entry("locks") }
    /// The path of the folder with a file for each pending overlap.
    package var overlaps: String { entry("overlap") }
    /// The path of the folder for data that can be deleted at any time.
    package var cache: String { entry("cache") }
    /// The path of the folder for remembered answers of tab completion.
    package var completionCache: String { entry("cache/completion") }

    /// Returns the path of a folder that belongs to an embedded context.
    package func folder(ofContext name: String) -> String { entry(name) }

    /// Returns the path of the config file of a project, which has the same name as the user's own.
    package static func projectConfig(_ environment: Environment) -> String {
        FilePaths.join(environment.workingDirectory, "\(environment.names.stateFolder)/\(configName)")
    }

    private static let configName = "config.yaml"

    private func entry(_ name: String) -> String { FilePaths.join(path, name) }

    /// Checks everything that a change writes to, before the request is sent.
    ///
    /// - Parameter further: More paths that are written to.
    /// - Throws: ``CommandError`` that names the first one that isn't the user's own plain file or folder.
    package func requireOwn(_ further: String..., in files: any FileSystem) throws(CommandError) {
        for part in [path, recovery, locks, overlaps, auditLog, loginLock] + further {
            do {
                try files.requireOwn(part)
            } catch {
                throw Self.refusal(error)
            }
        }
    }

    /// Returns the error for a failure that happened before any change.
    package static func refusal(_ error: FileError) -> CommandError {
        let told = error.commandError
        return CommandError(
            told.exitCode,
            told.message.hasSuffix("nothing was changed") ? told.message : told.message + "; nothing was changed",
            hint: told.hint ?? hint)
    }
}
