#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The files a program may touch: the disk, or a dictionary in a test.
///
/// Paths are absolute. What this writes only its owner can read: files have mode 0600, folders that it makes 0700.
public protocol FileSystem: Sendable {
    /// The whole content of a file, or nil where there is no such file.
    ///
    /// - Throws: ``FileError`` when the file is there and cannot be read.
    func read(_ path: String) throws(FileError) -> Data?

    /// Replaces a file's content at once: readers see the old or the new content, whole, even after a power cut.
    ///
    /// Missing folders are made. On any failure the old content stays.
    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError)

    /// Adds to the end of a file in one write, so that lines of several processes do not mix; a missing file is made.
    func append(_ content: Data, to path: String) throws(FileError)

    /// Tries whether a file of this many bytes could be put at a path, and leaves no trace of it.
    ///
    /// - Throws: ``FileError`` where the folder is missing or closed to us, the disk is full, or a folder or a
    ///   symbolic link stands there.
    func requireReplaceable(_ path: String, size: Int) throws(FileError)

    /// The names of what a folder holds, sorted; none where there is no such folder.
    func names(in folder: String) throws(FileError) -> [String]

    /// Takes the exclusive lock named by `path`, across processes, until the lock is released; nil where another
    /// holds it.
    func tryLock(_ path: String) throws(FileError) -> (any FileLock)?

    /// Removes a file; one that is not there is no error.
    func remove(_ path: String) throws(FileError)

    /// Runs `body` while holding the exclusive lock named by `path`, across processes.
    ///
    /// - Parameter patience: how long to wait for another holder.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` when the time runs out, or what `body` throws.
    func withLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result

    /// Tells one version of a file's content from another without reading it; nil where there is no file.
    func version(of path: String) throws(FileError) -> FileVersion?
}

extension FileSystem {
    /// Replaces a file's content at once; a symbolic link stays one, and the file that it leads to is replaced.
    public func replace(_ path: String, with content: Data) throws(FileError) {
        try replace(path, with: content, FileReplacement())
    }
}

/// How a file is replaced.
public struct FileReplacement: Sendable, Equatable {
    /// Whether a symbolic link is followed; otherwise it is refused.
    public var followsLinks: Bool
    /// Whether the new content is forced to the disk before the old one goes; without it, only a power cut can lose it.
    public var isDurable: Bool
    /// Whether the owner alone can read the file and the folders that are made for it; otherwise everybody can.
    public var isPrivate: Bool

    /// Describes a replacement.
    public init(followsLinks: Bool = true, isDurable: Bool = true, isPrivate: Bool = true) {
        self.followsLinks = followsLinks
        self.isDurable = isDurable
        self.isPrivate = isPrivate
    }
}

/// A lock that is held until it is released, or its holder's process ends.
public protocol FileLock: Sendable {
    /// Lets others have it.
    func release()
}

/// What changes whenever a file is replaced.
public struct FileVersion: Sendable, Equatable {
    /// The number of the file on its disk.
    public let inode: UInt64
    /// The size in bytes.
    public let size: Int64
    /// When it was last changed, in nanoseconds since 1970.
    public let changed: Int64

    /// Names a version.
    public init(inode: UInt64, size: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.changed = changed
    }
}

/// Why a file could not be read, written or locked.
public struct FileError: Error, Sendable, Equatable {
    /// The kinds of failure that callers tell apart.
    public enum Reason: Sendable, Equatable {
        /// Another process holds the lock.
        case locked
        /// The path names a folder or another thing that is no plain file.
        case notAFile
        /// The path names a symbolic link, which is not followed where a secret is written.
        case link
        /// The folder of the file is not there.
        case noFolder
        /// The system's own words for anything else, such as "No space left on device".
        case system(String)
    }

    /// What failed.
    public let reason: Reason
    /// The file it failed on.
    public let path: String

    /// Describes a failure.
    public init(_ reason: Reason, path: String) {
        self.reason = reason
        self.path = path
    }
}

extension FileError: CommandErrorConvertible {
    /// The failure in words, with exit code 1.
    public var commandError: CommandError {
        switch reason {
        case .locked: CommandError(.failure, "\(path) is locked by another process", hint: "try again in a moment")
        case .notAFile: CommandError(.failure, "\(path) is not a plain file")
        case .link: CommandError(.failure, "\(path) is a symbolic link, which is not followed")
        case .noFolder: CommandError(.failure, "the folder of \(path) does not exist")
        case .system(let words): CommandError(.failure, "\(path): \(words)")
        }
    }
}
