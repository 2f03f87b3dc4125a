import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension FileTarget {
    /// Looks at the disk, following links.
    package init(onDisk path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let folder = Self.resolved(FilePaths.parent(of: path))
            self.init(path: FilePaths.join(folder, FilePaths.name(of: path)), kind: .nothing)
            return
        }
        self.init(path: Self.resolved(path), kind: Self.kind(status), identity: FileStatus(status).identity)
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func kind(_ status: stat) -> Kind {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .plainFile
        case S_IFDIR: return .folder
        case S_IFCHR:
            var null = stat()
            return stat("/dev/null", &null) == 0 && null.st_rdev == status.st_rdev ? .nullDevice : .other
        default: return .other
        }
    }
}
