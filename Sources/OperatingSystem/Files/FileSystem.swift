import Base

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The files that a program can touch: the disk, or a dictionary in a test.
///
/// Paths are absolute. Only the owner can read what this writes: files have mode 0600, new folders 0700.
public protocol FileSystem: Sendable {
    /// Returns the whole content of a file, or nil if it doesn't exist.
    ///
    /// - Throws: ``FileError`` if the file exists and can't be read.
    func read(_ path: String) throws(FileError) -> Data?

    /// Replaces a file's content atomically: readers see either the old or the new content, even after a power failure.
    ///
    /// Missing folders are created. On any failure the old content stays.
    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError)

    /// Starts to write a file piece by piece; it replaces the old one once complete, and until then nothing changes.
    ///
    /// Missing folders are created.
    func writer(of path: String, _ manner: FileReplacement) throws(FileError) -> any FileWriter

    /// Creates a file that doesn't exist yet, and forces it and its name to the disk.
    ///
    /// This is faster than replacing a file, but a power failure may leave it half-written.
    func create(_ path: String, with content: Data) throws(FileError)

    /// Writes into space that a file already has, and forces it to the disk; its size stays the same.
    func fill(_ path: String, with content: Data, at offset: Int) throws(FileError)

    /// Renames a file; replaces a file with the new name.
    func rename(_ path: String, to other: String) throws(FileError)

    /// Appends to a file in one write, so that lines of several processes don't mix; creates a missing file.
    func append(_ content: Data, to path: String) throws(FileError)

    /// Checks whether a file of this many bytes could be put at a path in this manner, and leaves no trace.
    ///
    /// - Throws: ``FileError`` if the folder is missing or not writable, the disk is full, a folder or a symbolic
    ///   link that is not followed is there, or the file can't be changed (see ``FileError/Reason``).
    func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError)

    /// Returns the content of a file that is shared with others, and who may change it; nil if it doesn't exist.
    ///
    /// If a process was killed while it wrote the file in place, this is the content from before.
    /// - Throws: ``FileError`` if the file exists and can't be read.
    func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)?

    /// Appends to a file that others append to as well, in one write, all or nothing.
    ///
    /// Owner, group and mode stay; a missing file is created for its owner alone.
    func appendShared(_ content: Data, to path: String) throws(FileError)

    /// Checks whether a number of bytes could be appended to a shared file, and appends nothing.
    func requireAppendable(_ path: String, size: Int) throws(FileError)

    /// Runs `body` while holding the lock of the file itself, which every program that writes the file takes.
    ///
    /// A missing file is created, and removed again if it gets no content.
    /// - Parameter patience: How long to wait for another holder.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` if the wait times out, or what `body` throws.
    func withFileLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result

    /// Returns where a path leads, with links followed.
    func target(of path: String) -> FileTarget

    /// Makes sure that a path, if anything is there, is the user's own plain file or folder and not a link.
    ///
    /// For root, a file in another user's folder may belong to that user.
    func requireOwn(_ path: String) throws(FileError)

    /// Returns the sorted names of a folder's contents; empty if the folder doesn't exist.
    func names(in folder: String) throws(FileError) -> [String]

    /// Takes the exclusive lock named by `path`, across processes, until it is released; returns nil if another holder
    /// has it.
    func tryLock(_ path: String) throws(FileError) -> (any FileLock)?

    /// Removes a file; a missing one is not an error.
    func remove(_ path: String) throws(FileError)

    /// Returns a value that changes with the file's content, without reading it; nil if the file doesn't exist.
    func version(of path: String) throws(FileError) -> FileVersion?

    /// Returns who may change a file or folder, with links followed; nil if nothing is there.
    func status(of path: String) throws(FileError) -> FileStatus?

    /// The ID of the user that files are read and written as; 0 is root.
    var user: UInt32 { get }
}

extension FileSystem {
    /// Accepts everything, for file systems without users.
    public func requireOwn(_ path: String) throws(FileError) {}

    /// Checks whether a new file could be put at a path, where links are not allowed.
    public func requireReplaceable(_ path: String, size: Int) throws(FileError) {
        try requireReplaceable(path, size: size, FileReplacement(followsLinks: false))
    }

    /// Does the same as for the program's own files, for file systems that nobody shares.
    public func appendShared(_ content: Data, to path: String) throws(FileError) { try append(content, to: path) }

    /// Does the same as for a file that is replaced, for file systems that nobody shares.
    public func requireAppendable(_ path: String, size: Int) throws(FileError) {
        try requireReplaceable(path, size: size)
    }

    /// Does the same as a lock by name, for file systems that nobody shares.
    public func withFileLock<Result>(
        _ path: String, patience: Duration, _ body: () throws -> Result
    ) throws -> Result {
        try withLock(path + ".lock", patience: patience, body)
    }

    /// Returns a plain file or nothing, for file systems without links.
    public func target(of path: String) -> FileTarget {
        if path == "/dev/null" { return FileTarget(path: path, kind: .nullDevice) }
        return FileTarget(path: path, kind: (try? read(path)) == nil ? .nothing : .plainFile)
    }

    /// Replaces a file's content atomically; a symbolic link stays, and the file that it points to is replaced.
    public func replace(_ path: String, with content: Data) throws(FileError) {
        try replace(path, with: content, FileReplacement())
    }
}

/// How a file is replaced.
public struct FileReplacement: Sendable, Equatable {
    /// Who owns the file afterwards, and who may read it.
    public enum Sharing: Sendable, Equatable {
        /// The file is the program's own: anything that was there is replaced.
        case none
        /// Others know and write the file, too: owner, group and mode stay. If no other file can take its place
        /// (a mount point, a folder that isn't writable, an owner that can't be kept, hard links), it is written in
        /// place, and its old content is kept next to it until that is done.
        case kept
        /// Like ``kept``, but a file that everybody could read becomes private to its owner.
        case keptPrivate
    }

    /// Whether a symbolic link is followed; otherwise it is refused.
    public var followsLinks: Bool
    /// Whether the new content is forced to the disk before the old one is removed, so that no power failure loses it.
    public var isDurable: Bool
    /// Whether only the owner can read a new file and the folders created for it; otherwise everybody can.
    public var isPrivate: Bool
    /// What stays of an existing file.
    public var sharing: Sharing
    /// A folder of the program's own for the old content, if the file's own folder can't hold it.
    public var spareFolder: String?

    /// Creates a description of a replacement.
    public init(
        followsLinks: Bool = true, isDurable: Bool = true, isPrivate: Bool = true, sharing: Sharing = .none,
        spareFolder: String? = nil
    ) {
        self.followsLinks = followsLinks
        self.isDurable = isDurable
        self.isPrivate = isPrivate
        self.sharing = sharing
        self.spareFolder = spareFolder
    }
}

/// A lock that is held until it is released, or until its holder's process ends.
public protocol FileLock: Sendable {
    /// Releases the lock.
    func release()
}

/// A value that changes whenever a file is replaced.
public struct FileVersion: Sendable, Equatable {
    /// The inode number.
    public let inode: UInt64
    /// The size in bytes.
    public let size: Int64
    /// When the file was last changed, in nanoseconds since 1970.
    public let changed: Int64

    /// Creates a version.
    public init(inode: UInt64, size: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.changed = changed
    }
}

/// The identity, owner and permissions of a file or folder that a path leads to.
public struct FileStatus: Sendable, Equatable {
    /// The device and inode number: two paths with the same identity lead to the same file.
    public struct Identity: Sendable, Equatable {
        package let device: UInt64
        package let inode: UInt64

        /// Creates an identity.
        public init(device: UInt64, inode: UInt64) {
            self.device = device
            self.inode = inode
        }
    }

    /// The identity.
    public let identity: Identity
    /// The user ID of the owner.
    public let owner: UInt32
    /// The permissions, such as `0o600`, including the set-ID and sticky bits.
    public let mode: UInt16

    /// Creates a status.
    public init(identity: Identity, owner: UInt32, mode: UInt16) {
        self.identity = identity
        self.owner = owner
        self.mode = mode
    }

    /// Whether every user of the machine can write to it.
    public var isWritableByAll: Bool { mode & 0o002 != 0 }
    /// Whether it is a folder in which users can't remove or rename each other's files.
    public var isSticky: Bool { mode & 0o1000 != 0 }
}

/// Why a file could not be read, written or locked.
public struct FileError: Error, Sendable, Equatable {
    /// The kinds of failure that callers tell apart.
    public enum Reason: Sendable, Equatable {
        /// Another process holds the lock.
        case locked
        /// The path leads to a folder or something else that isn't a plain file.
        case notAFile
        /// The path is a symbolic link, which is not followed where a secret is written.
        case link
        /// The file's folder doesn't exist.
        case noFolder
        /// The file or its folder is immutable or append-only, whatever its mode says.
        case immutable
        /// The file or folder belongs to another user.
        case notOwn
        /// The file system has no locks, so two processes could overwrite each other's changes.
        case noLocks
        /// Another file is mounted there: it can be written, but not replaced.
        case mountPoint
        /// The file belongs to somebody else, in a folder where users can replace only their own files.
        case sticky
        /// The system's own message for anything else, such as "No space left on device".
        case system(String)
    }

    /// The reason.
    public let reason: Reason
    /// The file that caused the error.
    public let path: String

    /// Creates an error.
    public init(_ reason: Reason, path: String) {
        self.reason = reason
        self.path = path
    }
}

extension FileError: CommandErrorConvertible {
    /// The failure as a message, with exit code 1.
    public var commandError: CommandError {
        if path.hasPrefix(Folders.deleted) {
            let name = path.dropFirst(Folders.deleted.count + 1)
            return CommandError(
                .failure, "cannot resolve '\(name)': the working directory was deleted", hint: "cd to another folder")
        }
        return switch reason {
        case .locked: CommandError(.failure, "\(path) is locked by another process", hint: "try again in a moment")
        case .notAFile: CommandError(.failure, "\(path) is not a plain file")
        case .link: CommandError(.failure, "\(path) is a symbolic link, which is not followed")
        case .noFolder:
            CommandError(
                .failure, "there is no folder \(FilePaths.parent(of: path))",
                hint: Hint("mkdir -p \(ShellWords.argument(FilePaths.parent(of: path)))"))
        case .immutable:
            CommandError(
                .failure, "\(path) is immutable or append-only",
                hint: "see 'lsattr -d' on Linux, 'ls -lOd' on macOS, for it and its folder")
        case .notOwn: CommandError(.failure, "\(path) belongs to another user")
        case .noLocks:
            CommandError(
                .failure, "\(path) cannot be locked: its file system has no locks; nothing was changed",
                hint: "set \(variable: "HOME") to a folder on a local disk")
        case .mountPoint: CommandError(.failure, "\(path) is a mount point, so it cannot be replaced")
        case .sticky:
            CommandError(.failure, "\(path) belongs to someone else, in a folder where only owners replace files")
        case .system(let words): CommandError(.failure, "\(path): \(words)")
        }
    }
}
