#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The disk.
public struct LocalFileSystem: FileSystem {
    /// Makes a view of the disk; it holds nothing open.
    public init() {}

    /// Reads a whole file, or nil where there is none.
    public func read(_ path: String) throws(FileError) -> Data? {
        guard let descriptor = try FileDescriptor.open(path, .reading) else { return nil }
        return try descriptor.closing { descriptor throws(FileError) in
            guard try descriptor.status().isPlainFile else { throw FileError(.notAFile, path: path) }
            return try descriptor.readToEnd()
        }
    }

    /// Writes beside the file, forces it to disk, and renames it over the old one.
    ///
    /// A symbolic link stays one where it is followed: people keep their config files in other places.
    public func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        let path = manner.followsLinks ? Folders.followingLink(path) : path
        if !manner.followsLinks, Folders.isLink(path) { throw FileError(.link, path: path) }
        let folder = FilePaths.parent(of: path)
        try Folders.make(folder, isPrivate: manner.isPrivate)
        let temporary = try TemporaryFile.make(beside: path, isPrivate: manner.isPrivate)
        try temporary.write(content, isDurable: manner.isDurable) { temporary throws(FileError) in
            try temporary.replaceTarget()
        }
        if manner.isDurable { Folders.synchronize(folder) }
    }

    /// Writes at the end, where the system puts each write whole.
    public func append(_ content: Data, to path: String) throws(FileError) {
        try Folders.make(FilePaths.parent(of: path))
        guard let descriptor = try FileDescriptor.open(path, .appending) else {
            throw FileError(.system("the file cannot be made"), path: path)
        }
        try descriptor.closing { descriptor throws(FileError) in try descriptor.write(content) }
    }

    /// Writes as many bytes beside the file, and removes them.
    public func requireReplaceable(_ path: String, size: Int) throws(FileError) {
        if Folders.isLink(path) { throw FileError(.link, path: path) }
        if let descriptor = try FileDescriptor.open(path, .reading) {
            let status = try descriptor.closing { descriptor throws(FileError) in try descriptor.status() }
            guard status.isPlainFile else { throw FileError(.notAFile, path: path) }
        }
        guard Folders.exists(FilePaths.parent(of: path)) else { throw FileError(.noFolder, path: path) }
        let temporary = try TemporaryFile.make(beside: path, isPrivate: true)
        // Some file systems find out only now that they are full.
        try temporary.write(Data(repeating: UInt8(ascii: "x"), count: size), isDurable: true) { $0.discard() }
    }

    /// Reads the folder.
    public func names(in folder: String) throws(FileError) -> [String] { try Folders.names(in: folder) }

    /// Takes an advisory lock on a file of its own.
    public func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        try Folders.make(FilePaths.parent(of: path))
        guard let descriptor = try FileDescriptor.open(path, .locking) else {
            throw FileError(.system("the lock cannot be made"), path: path)
        }
        do {
            try descriptor.lock(patience: .zero)
            return HeldLock(descriptor: descriptor)
        } catch {
            descriptor.close()
            if error.reason == .locked { return nil }
            throw error
        }
    }

    private struct HeldLock: FileLock {
        let descriptor: FileDescriptor

        func release() { descriptor.close() }
    }

    /// Removes a file if it is there.
    public func remove(_ path: String) throws(FileError) {
        try Folders.unlink(path)
    }

    /// Holds an advisory lock on a file of its own while `body` runs.
    public func withLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result {
        try Folders.make(FilePaths.parent(of: path))
        guard let descriptor = try FileDescriptor.open(path, .locking) else {
            throw FileError(.system("the lock cannot be made"), path: path)
        }
        defer { descriptor.close() }
        try descriptor.lock(patience: patience)
        return try body()
    }

    /// The inode, size and time of change.
    public func version(of path: String) throws(FileError) -> FileVersion? {
        guard let descriptor = try FileDescriptor.open(path, .reading) else { return nil }
        return try descriptor.closing { descriptor throws(FileError) in try descriptor.status().version }
    }
}
