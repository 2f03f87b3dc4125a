import Base

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The files that a program can read and write: the disk, or a dictionary in a test.
///
/// Paths are absolute. Unless a ``FileReplacement`` says otherwise, only the owner can read what is written: new files
/// get mode 0600, new folders 0700.
public protocol FileSystem: Sendable {
    /// Returns the whole content of a file, or nil if it doesn't exist.
    ///
    /// - Throws: ``FileError`` if the file exists but can't be read.
    func read(_ path: String) throws(FileError) -> Data?

    /// Replaces a file's content atomically: readers see either the old or the new content, even after a power failure.
    ///
    /// Missing folders are created. On any failure the old content stays. Only a file that has to be written in place
    /// isn't replaced atomically (see ``FileReplacement/Sharing/kept``).
    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError)

    /// Starts writing a file piece by piece; the file at the path stays as it is until the new one is complete.
    ///
    /// Missing folders are created.
    func writer(of path: String, _ manner: FileReplacement) throws(FileError) -> any FileWriter

    /// Creates a file and makes sure that it is on the disk; fails if the file already exists.
    ///
    /// This is faster than replacing a file, but a power failure may leave it half-written.
    func create(_ path: String, with content: Data) throws(FileError)

    /// Overwrites part of a file and makes sure that it is on the disk; the file's size stays the same.
    func fill(_ path: String, with content: Data, at offset: Int) throws(FileError)

    /// Renames a file, and replaces any file that already has the new name.
    func rename(_ path: String, to other: String) throws(FileError)

    /// Appends a line, all or nothing, so that those of several processes don't mix; creates a missing file.
    func appendLine(_ line: Data, to path: String) throws(FileError)

    /// Checks whether a file of `size` bytes could be written to a path in this manner, and leaves nothing behind.
    ///
    /// - Throws: ``FileError`` if the folder is missing or not writable, the disk is full, the path is a folder
    ///   or a symbolic link that must not be followed, or the file can't be changed (see ``FileError/Reason``).
    func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError)

    /// Returns the content and status of a file that other programs write, too; nil if it doesn't exist.
    ///
    /// If a process was killed while writing the file in place, this returns the content from before.
    /// - Throws: ``FileError`` if the file exists but can't be read.
    func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)?

    /// Appends to a file that other programs append to, too: in one write, all or nothing.
    ///
    /// The file keeps its owner, group and mode. A missing file is created so that only its owner can read it.
    func appendShared(_ content: Data, to path: String) throws(FileError)

    /// Checks whether `size` bytes could be appended to a shared file, without appending anything.
    func requireAppendable(_ path: String, size: Int) throws(FileError)

    /// Runs `body` while holding a lock on the file itself, as every program that writes the file does.
    ///
    /// A missing file is created, and removed again if it is still empty afterwards.
    /// - Parameter patience: How long to wait while another process holds the lock.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` if the wait times out, or what `body` throws.
    func withFileLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result

    /// Returns what a path leads to, following links.
    func target(of path: String) -> FileTarget

    /// Checks that anything at a path is a plain file or folder that belongs to the user, and not a link.
    ///
    /// It is fine if nothing is there. For root, a file in another user's folder may also belong to that user.
    func requireOwn(_ path: String) throws(FileError)

    /// Returns the names of the files and folders in a folder, sorted; empty if the folder doesn't exist.
    func names(in folder: String) throws(FileError) -> [String]

    /// Takes the exclusive lock named by `path`, which works across processes; returns nil if something else already
    /// holds it.
    func tryLock(_ path: String) throws(FileError) -> (any FileLock)?

    /// Removes a file, or does nothing if it doesn't exist.
    func remove(_ path: String) throws(FileError)

    /// Returns a value that changes with the file's content, without reading it; nil if the file doesn't exist.
    func version(of path: String) throws(FileError) -> FileVersion?

    /// Returns the identity, owner and permissions of a file or folder, following links; nil if nothing is there.
    func status(of path: String) throws(FileError) -> FileStatus?

    /// The ID of the user who reads and writes the files; 0 is root.
    var user: UInt32 { get }
}

extension FileSystem {
    /// Accepts every path, for file systems without users.
    public func requireOwn(_ path: String) throws(FileError) {}

    /// Checks whether a file of `size` bytes could be written to a path; symbolic links are refused.
    public func requireReplaceable(_ path: String, size: Int) throws(FileError) {
        try requireReplaceable(path, size: size, FileReplacement(followsLinks: false))
    }

    /// Appends as to any other file, for file systems that no other program uses.
    public func appendShared(_ content: Data, to path: String) throws(FileError) {
        try replace(path, with: (try read(path) ?? Data()) + content)
    }

    /// Checks whether the file could be replaced, for file systems that no other program uses.
    public func requireAppendable(_ path: String, size: Int) throws(FileError) {
        try requireReplaceable(path, size: size)
    }

    /// Takes the lock named by the path and `.lock`, for file systems that no other program uses.
    public func withFileLock<Result>(
        _ path: String, patience: Duration, _ body: () throws -> Result
    ) throws -> Result {
        try withLock(path + ".lock", patience: patience, body)
    }

    /// Returns a plain file, nothing or `/dev/null`, for file systems without links.
    public func target(of path: String) -> FileTarget {
        if path == "/dev/null" { return FileTarget(path: path, kind: .nullDevice) }
        return FileTarget(path: path, kind: (try? read(path)) == nil ? .nothing : .plainFile)
    }

    /// Replaces a file's content atomically; for a symbolic link, the file that it points to is replaced.
    public func replace(_ path: String, with content: Data) throws(FileError) {
        try replace(path, with: content, FileReplacement())
    }
}

/// How a file is replaced.
public struct FileReplacement: Sendable, Equatable {
    /// What happens to an existing file's owner, group and permissions.
    public enum Sharing: Sendable, Equatable {
        /// The file belongs to the program, which replaces it along with its owner and permissions.
        case none
        /// Other programs use the file, too, so it keeps its owner, group and mode. If it can't be replaced by a new
        /// file (it is a mount point, has hard links or an owner that can't be kept, or its folder isn't writable),
        /// it is written in place, and its old content is saved next to it until that is done.
        case kept
        /// Like ``kept``, but only the owner can read a file afterwards that everybody could read.
        case keptPrivate
    }

    /// Whether a symbolic link is followed; otherwise it is refused.
    public var followsLinks: Bool
    /// Whether the new content is on the disk before the old content is removed, so that a power failure loses neither.
    public var isDurable: Bool
    /// Whether only the owner can read the new file and any new folders; otherwise everybody can.
    public var isPrivate: Bool
    /// What happens to an existing file's owner, group and permissions.
    public var sharing: Sharing
    /// A folder of the program where the old content is saved if that isn't possible next to the file.
    public var spareFolder: String?

    /// Describes how to replace a file.
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

/// A value that changes whenever a file is replaced or written.
public struct FileVersion: Sendable, Equatable {
    /// The inode number.
    public let inode: UInt64
    /// The size in bytes.
    public let size: Int64
    /// When the file or its permissions last changed, in nanoseconds since 1970.
    public let changed: Int64

    /// Creates a version.
    public init(inode: UInt64, size: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.changed = changed
    }
}

/// The identity, owner and permissions of a file or folder.
public struct FileStatus: Sendable, Equatable {
    /// The device and inode numbers; two paths with the same identity lead to the same file.
    public struct Identity: Sendable, Equatable {
        package let device: UInt64
        package let inode: UInt64

        /// Creates an identity.
        public init(device: UInt64, inode: UInt64) {
            self.device = device
            self.inode = inode
        }
    }

    /// The device and inode numbers.
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

    /// Whether every user of the machine can write to the file or folder.
    public var isWritableByAll: Bool { mode & 0o002 != 0 }
    /// Whether this is a folder in which users can't remove or rename each other's files, such as `/tmp`.
    public var isSticky: Bool { mode & 0o1000 != 0 }
}

/// The error for a file that couldn't be read, written or locked.
public struct FileError: Error, Sendable, Equatable {
    /// The reasons that callers can tell apart.
    public enum Reason: Sendable, Equatable {
        /// Another process holds the lock.
        case locked
        /// The path leads to a folder or something else that isn't a plain file.
        case notAFile
        /// The path is a symbolic link, and links aren't followed here.
        case link
        /// The file's folder doesn't exist.
        case noFolder
        /// The file or its folder is immutable or append-only, whatever its mode says.
        case immutable
        /// The file or folder belongs to another user.
        case notOwn
        /// The file system has no locks, so two processes could overwrite each other's changes.
        case noLocks
        /// Another file is mounted at the path: it can be written, but not replaced.
        case mountPoint
        /// The file belongs to somebody else, in a folder where users can replace only their own files.
        case sticky
        /// Anything else, with the system's message, such as "No space left on device".
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
    /// The error as a message for people, with exit code 1.
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
