#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Folders and the names in them.
enum Folders {
    /// The folder that the process works in; `/` where it is gone.
    static var current: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Makes a folder and those above it, readable by their owner alone or by everybody; existing ones stay as they are.
    static func make(_ path: String, isPrivate: Bool = true) throws(FileError) {
        let mode: mode_t = isPrivate ? 0o700 : 0o755
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path != "/", path != "." else { throw SystemCall.failure(path) }
        try make(FilePaths.parent(of: path), isPrivate: isPrivate)
        if mkdir(path, mode) != 0, errno != EEXIST { throw SystemCall.failure(path) }
    }

    /// The file that a link leads to; `path` itself where it is no link, or one that leads nowhere.
    static func followingLink(_ path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, let resolved = realpath(path, nil) else {
            return path
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a path names a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether a path names a folder.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names of what a folder holds, sorted, without itself and its parent; none where it is not there.
    static func names(in path: String) throws(FileError) -> [String] {
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

    static func rename(_ source: String, to target: String) throws(FileError) {
        if renameFile(source, target) != 0 { throw SystemCall.failure(target) }
    }

    static func unlink(_ path: String) throws(FileError) {
        if unlinkFile(path) != 0, errno != ENOENT { throw SystemCall.failure(path) }
    }

    /// Removes a file that nobody will miss; `errno` stays as it was.
    static func discard(_ path: String) {
        let before = errno
        _ = unlinkFile(path)
        errno = before
    }

    /// Forces a folder's names to the disk.
    ///
    /// Some file systems cannot, and lose nothing by it.
    static func synchronize(_ path: String) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return }
        _ = fsync(number)
        close(number)
    }
}

// The functions of these names above would hide the system's.
private func renameFile(_ source: String, _ target: String) -> Int32 { rename(source, target) }
private func unlinkFile(_ path: String) -> Int32 { unlink(path) }
