import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Folders and their contents.
package enum Folders {
    /// The path used if the working directory was deleted: nothing can exist below a device.
    package static let deleted = "/dev/null/deleted"

    /// The process's working directory.
    package static var current: String {
        guard let path = getcwd(nil, 0) else { return deleted }
        defer { free(path) }
        return String(cString: path)
    }

    /// Creates a folder and its parents, readable by their owner alone or by everybody; existing ones stay as they are.
    ///
    /// The name of a new folder is forced to the disk, so that its contents survive a power failure.
    package static func make(_ path: String, isPrivate: Bool = true) throws(FileError) {
        let mode: mode_t = isPrivate ? 0o700 : 0o755
        if makeOne(path, mode) || errno == EEXIST { return }
        guard errno == ENOENT, path != "/", path != "." else { throw SystemCall.failure(path) }
        try make(FilePaths.parent(of: path), isPrivate: isPrivate)
        if !makeOne(path, mode), errno != EEXIST { throw SystemCall.failure(path) }
    }

    /// Creates one folder, which its owner can enter regardless of the umask.
    private static func makeOne(_ path: String, _ mode: mode_t) -> Bool {
        guard mkdir(path, mode) == 0 else { return false }
        if let made = FileIdentity(path), made.mode & 0o700 != 0o700 { _ = chmod(path, made.mode | 0o700) }
        Ownership.adopt(path)
        // The folder itself first: without a journal, its name may reach the disk before its content.
        synchronize(path)
        synchronize(FilePaths.parent(of: path))
        return true
    }

    /// Returns the file that a link points to; `path` itself if it isn't a link, or a broken one.
    static func followingLink(_ path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let resolved = realpath(path, nil) else {
            return path
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Returns whether a path is a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Returns whether a path is a folder.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Returns who may change the target of a path; nil if nothing is there.
    package static func status(of path: String) throws(FileError) -> FileStatus? {
        var status = stat()
        if stat(path, &status) == 0 { return FileStatus(status) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw SystemCall.failure(path)
    }

    /// The effective user of the process.
    package static var user: UInt32 { UInt32(geteuid()) }

    /// Returns the sorted names of a folder's contents, without `.` and `..`; empty if the folder doesn't exist.
    package static func names(in path: String) throws(FileError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw SystemCall.failure(path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    package static func rename(_ source: String, to target: String) throws(FileError) {
        if renameFile(source, target) != 0 { throw SystemCall.failure(target) }
    }

    static func unlink(_ path: String) throws(FileError) {
        if unlinkFile(path) != 0, errno != ENOENT { throw SystemCall.failure(path) }
    }

    /// Removes a file and ignores failures; `errno` stays as it was.
    static func discard(_ path: String) {
        let before = errno
        _ = unlinkFile(path)
        errno = before
    }

    /// Forces a folder's entries to the disk.
    ///
    /// Some file systems can't, and don't need to.
    package static func synchronize(_ path: String) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return }
        _ = fsync(number)
        close(number)
    }
}

// The methods of these names above would hide the system's functions.
private func renameFile(_ source: String, _ target: String) -> Int32 { rename(source, target) }
private func unlinkFile(_ path: String) -> Int32 { unlink(path) }
