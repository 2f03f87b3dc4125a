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
    /// A symbolic link stays one: people keep their config files in other places.
    public func replace(_ path: String, with content: Data) throws(FileError) {
        let path = Folders.followingLink(path)
        let folder = FilePaths.parent(of: path)
        try Folders.make(folder)
        let temporary = "\(path).\(UInt32.random(in: 0...UInt32.max)).tmp"
        do {
            try FileDescriptor.create(temporary).closing { descriptor throws(FileError) in
                try descriptor.write(content)
                try descriptor.synchronize()
            }
            try Folders.rename(temporary, to: path)
        } catch {
            Folders.discard(temporary)
            throw error
        }
        Folders.synchronize(folder)
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
