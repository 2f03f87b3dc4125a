import Base
import OperatingSystem

/// Which config files are trusted: the home file if nobody else could have written it, a project's file if it isn't
/// the home file by another path.
struct ConfigTrust: Sendable {
    let environment: Environment
    let files: any FileSystem

    /// Returns the path of a file, even if it doesn't exist.
    func path(of file: Config.File) throws -> String {
        switch file {
        case .project: StateFolder.projectConfig(environment)
        case .home: try StateFolder(environment).config
        }
    }

    /// Returns whether the working directory is a project: it has a config file and isn't the home folder by any path.
    func hasProject() throws -> Bool {
        let project = try path(of: .project)
        guard try files.status(of: project) != nil else { return false }
        let folders = [environment["HOME"], environment[own: "HOME"], environment.accountHome].compactMap(\.self)
            .map { FilePaths.resolve($0, in: environment.workingDirectory) }
        if folders.contains(where: { isSame($0, environment.workingDirectory) }) { return false }
        guard let home = try? path(of: .home) else { return true }
        return !isSame(project, home) && !isSame(FilePaths.parent(of: project), FilePaths.parent(of: home))
    }

    /// Refuses the home file, or its folder, if another user could have written it.
    ///
    /// - Parameter status: The file's own status; nil if it doesn't exist.
    func requireHome(_ status: FileStatus?) throws {
        let path = try path(of: .home)
        let folder = FilePaths.parent(of: path)
        if let status = try files.status(of: folder) {
            try requireOwner(status, folder)
            // In a sticky folder, such as a mounted secret's, nobody can replace another user's files.
            if status.isWritableByAll, !status.isSticky { throw writableByAll(folder, status) }
        }
        guard let status else { return }
        try requireOwner(status, path)
        if status.isWritableByAll { throw writableByAll(path, status) }
    }

    /// Returns the error for a file or folder that every user can write to.
    func writableByAll(_ path: String, _ status: FileStatus) -> CommandError {
        CommandError(
            .unauthorized, "every user of this machine can write to \(path), so it is not used; nothing was changed",
            hint: Hint(command("chmod o-w", path, needsRoot: status.owner != files.user)))
    }

    private func requireOwner(_ status: FileStatus, _ path: String) throws {
        if [files.user, 0].contains(status.owner) { return }
        if files.user == 0, try files.status(of: homeFolder())?.owner == status.owner { return }
        throw CommandError(
            .unauthorized, "\(path) belongs to another user (\(status.owner)), so it is not used; nothing was changed",
            hint: Hint(command("chown \(files.user)", path, needsRoot: true)))
    }

    private func homeFolder() throws -> String { FilePaths.parent(of: try StateFolder(environment).path) }

    private func command(_ words: String, _ path: String, needsRoot: Bool) -> String {
        "\(needsRoot && files.user != 0 ? "sudo " : "")\(words) \(ShellWords.argument(path))"
    }

    private func isSame(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        guard let one = try? files.status(of: one), let other = try? files.status(of: other) else { return false }
        return one.identity == other.identity
    }
}
