import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The identity, owner and permissions of a file on disk.
struct FileIdentity: Equatable {
    let owner: uid_t
    let group: gid_t
    /// The permission bits.
    let mode: mode_t
    /// The number of hard links.
    let names: Int
    /// Whether it is a plain file, not a folder, link, device or pipe.
    let isPlainFile: Bool
    let isFolder: Bool
    let isLink: Bool

    /// Reads the status of a path itself, without following a link; nil if nothing is there, or it can't be seen.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        owner = status.st_uid
        group = status.st_gid
        mode = status.st_mode & 0o7777
        names = Int(status.st_nlink)
        let kind = status.st_mode & S_IFMT
        isPlainFile = kind == S_IFREG
        isFolder = kind == S_IFDIR
        isLink = kind == S_IFLNK
    }

    /// The mode for new content that holds secrets: nobody gains access, and a file that everybody could read by
    /// default becomes private to its owner.
    var privateMode: mode_t { mode & 0o007 == 0 ? mode : mode & 0o700 }
}

/// The owner of what root creates on behalf of another user.
enum Ownership {
    /// Refuses anything but a plain file or folder of ours; for root, also of the owner of the containing folder.
    static func require(_ path: String) throws(FileError) {
        guard let identity = FileIdentity(path) else { return }
        if identity.isLink { throw FileError(.link, path: path) }
        guard identity.isPlainFile || identity.isFolder else { throw FileError(.notAFile, path: path) }
        let us = geteuid()
        if identity.owner == us { return }
        var folder = stat()
        guard us == 0, stat(FilePaths.parent(of: path), &folder) == 0, identity.owner == folder.st_uid else {
            throw FileError(.notOwn, path: path)
        }
    }

    /// Gives a new file in a user's own folder to that user, so that a `sudo` doesn't lock them out of it.
    static func adopt(_ path: String, number: Int32? = nil) {
        guard geteuid() == 0 else { return }
        var folder = stat()
        guard stat(FilePaths.parent(of: path), &folder) == 0, folder.st_uid != 0 else { return }
        if let number {
            _ = fchown(number, folder.st_uid, folder.st_gid)
        } else {
            _ = lchown(path, folder.st_uid, folder.st_gid)
        }
    }
}
