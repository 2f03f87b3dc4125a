import Base

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The files on the disk.
public struct LocalFileSystem: FileSystem {
    /// Creates a file system for the disk; it keeps no files open.
    public init() {}

    /// Returns the whole content of a file, or nil if it doesn't exist.
    public func read(_ path: String) throws(FileError) -> Data? { try readWithStatus(path)?.content }

    /// Returns the whole content and who may change it, both from the same open file.
    func readWithStatus(_ path: String) throws(FileError) -> (content: Data, status: FileStatus)? {
        guard let descriptor = try FileDescriptor.open(path, .reading) else { return nil }
        return try descriptor.closing { descriptor throws(FileError) in
            let status = try descriptor.status()
            guard status.isPlainFile else { throw FileError(.notAFile, path: path) }
            return (try descriptor.readToEnd(), status.access)
        }
    }

    /// Returns the content and status; if a process was killed while writing in place, the content from before.
    public func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)? {
        try InPlaceFile(Folders.followingLink(path), spareFolder: manner.spareFolder).read()
    }

    /// Returns the identity, owner and permissions of what a path leads to.
    public func status(of path: String) throws(FileError) -> FileStatus? { try Folders.status(of: path) }

    /// The effective user ID of the process.
    public var user: UInt32 { Folders.user }

    /// Writes a new file and renames it over the old one, or writes in place if that is impossible.
    ///
    /// A symbolic link that is followed stays a link, because some people keep their config files elsewhere.
    public func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try Replacement(path, manner).perform(content)
    }

    /// Returns a writer for a new file, which is renamed over the old one once it is complete.
    public func writer(of path: String, _ manner: FileReplacement) throws(FileError) -> any FileWriter {
        try Replacement(path, manner).writer()
    }

    /// Writes the file under its final name, without a temporary file.
    public func create(_ path: String, with content: Data) throws(FileError) {
        let folder = FilePaths.parent(of: path)
        try Folders.make(folder)
        try FileDescriptor.create(path).closing { descriptor throws(FileError) in
            do throws(FileError) {
                Ownership.adopt(path, number: descriptor.number)
                try descriptor.write(content)
                try descriptor.synchronize()
            } catch {
                Folders.discard(path)
                throw error
            }
        }
        Folders.synchronize(folder)
    }

    /// Overwrites part of the file in place.
    public func fill(_ path: String, with content: Data, at offset: Int) throws(FileError) {
        guard let descriptor = try FileDescriptor.open(path, .changing) else {
            throw FileError(.system("the file is not there"), path: path)
        }
        try descriptor.closing { descriptor throws(FileError) in
            try descriptor.write(content, at: offset)
            try descriptor.synchronizeContent()
        }
    }

    /// Renames the file.
    public func rename(_ path: String, to other: String) throws(FileError) { try Folders.rename(path, to: other) }

    /// Appends in one write, which the system doesn't mix with other writes; first ends a line that a crash cut off.
    public func appendLine(_ line: Data, to path: String) throws(FileError) {
        try Folders.make(FilePaths.parent(of: path))
        guard let descriptor = try FileDescriptor.open(path, .appending) else {
            throw FileError(.system("the file cannot be made"), path: path)
        }
        try descriptor.closing { descriptor throws(FileError) in
            try descriptor.append(descriptor.endsInLine ? line : Data("\n".utf8) + line)
        }
    }

    /// Checks by writing that many bytes to a temporary file, which is removed again.
    public func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError) {
        try Replacement(path, manner).require(size: size)
    }

    /// Appends to the file in place.
    public func appendShared(_ content: Data, to path: String) throws(FileError) {
        try SharedFile.append(content, to: path)
    }

    /// Checks by opening the file, and by reserving space if the file system can do that.
    public func requireAppendable(_ path: String, size: Int) throws(FileError) {
        guard try !SharedFile.requireAppendable(path, size: size) else { return }
        try requireReplaceable(path, size: size)
    }

    /// Takes an advisory lock on the file itself.
    public func withFileLock<Result>(
        _ path: String, patience: Duration, _ body: () throws -> Result
    ) throws -> Result {
        let file = try SharedFile.locked(path, patience: patience)
        defer { file.release() }
        return try body()
    }

    /// Checks the path itself, without following a link.
    public func requireOwn(_ path: String) throws(FileError) { try Ownership.require(path) }

    /// Resolves the path on the disk.
    public func target(of path: String) -> FileTarget { FileTarget(onDisk: path) }

    /// Returns the sorted names of the folder's contents.
    public func names(in folder: String) throws(FileError) -> [String] { try Folders.names(in: folder) }

    /// Takes an advisory lock on a separate lock file.
    public func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        let descriptor = try FileDescriptor.lockFile(path)
        do {
            if try descriptor.tryLock() { return HeldLock(descriptor: descriptor) }
            descriptor.close()
            return nil
        } catch {
            descriptor.close()
            throw error
        }
    }

    struct HeldLock: FileLock {
        fileprivate let descriptor: FileDescriptor

        var number: Int32 { descriptor.number }

        /// Unlocks it also for the programs that it was passed on to: one of them may stay in the background.
        func release() {
            descriptor.unlock()
            descriptor.close()
        }
    }

    /// Removes the file if it exists.
    public func remove(_ path: String) throws(FileError) {
        try Folders.unlink(path)
    }

    /// Returns the file's inode, size and time of last change.
    public func version(of path: String) throws(FileError) -> FileVersion? {
        guard let descriptor = try FileDescriptor.open(path, .reading) else { return nil }
        return try descriptor.closing { descriptor throws(FileError) in try descriptor.status().version }
    }
}
