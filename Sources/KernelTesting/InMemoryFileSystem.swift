#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// A file system that keeps its files in memory.
///
/// Writing fails unless the test allows it, and refused writes are recorded.
public final class InMemoryFileSystem: FileSystem {
    private struct State {
        var files: [String: Data]
        var versions: [String: Int64] = [:]
        var changes: Int64 = 0
        var refused: [String] = []
        var locks: Set<String> = []
    }

    private let state: Mutex<State>
    private let allowsWriting: Bool
    private let ownFolders: [String]
    private let failure: FileError?
    private let statuses: [String: FileStatus]

    /// Creates a file system with these files, by absolute path.
    ///
    /// - Parameters:
    ///   - failure: The error that every allowed write fails with; nil if writes succeed.
    ///   - ownFolders: The kernel's own folders and files, which can be written without permission.
    ///   - statuses: The owner and mode of files and folders, by path; others are private to ``user``.
    public init(
        _ files: [String: String] = [:], allowsWriting: Bool = false, failure: FileError? = nil,
        ownFolders: [String] = [], statuses: [String: FileStatus] = [:], user: UInt32 = 1000
    ) {
        state = Mutex(State(files: files.mapValues { Data($0.utf8) }))
        self.statuses = statuses
        self.user = user
        self.allowsWriting = allowsWriting
        self.failure = failure
        self.ownFolders = ownFolders
    }

    /// The paths of writes and removals that the test didn't allow, in order.
    public var refused: [String] { state.withLock { $0.refused } }

    /// Every file as text, by path.
    public var texts: [String: String] {
        state.withLock { $0.files.mapValues { String(decoding: $0, as: UTF8.self) } }
    }

    /// The user ID of the owner of the files.
    public let user: UInt32

    /// Returns the status that the test set, or else that of a file or folder that is private to ``user``.
    public func status(of path: String) throws(FileError) -> FileStatus? {
        if let status = statuses[path] { return status }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let isFile = state.withLock { $0.files[path] != nil }
        let isFolder = state.withLock { $0.files.keys.contains { $0.hasPrefix(folder) } }
        guard isFile || isFolder else { return nil }
        // A path identifies a file: no two of them lead to the same one here.
        let identity = FileStatus.Identity(device: 1, inode: UInt64(truncatingIfNeeded: path.hashValue))
        return FileStatus(identity: identity, owner: user, mode: isFile ? 0o600 : 0o700)
    }

    /// Returns a file's content and status; nil if there is no file.
    public func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)? {
        guard let content = try read(path), let status = try status(of: path) else { return nil }
        return (content, status)
    }

    /// Returns a file's content; nil if there is no file.
    public func read(_ path: String) throws(FileError) -> Data? { state.withLock { $0.files[path] } }

    /// Replaces a file's content, or creates the file.
    public func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try requireWriting(path)
        change(path, content)
    }

    /// Creates a file; fails if there is one already.
    public func create(_ path: String, with content: Data) throws(FileError) {
        try requireWriting(path)
        guard try read(path) == nil else { throw FileError(.system("the file is there"), path: path) }
        change(path, content)
    }

    /// Overwrites part of a file; fails if it is too short.
    public func fill(_ path: String, with content: Data, at offset: Int) throws(FileError) {
        try requireWriting(path)
        guard var bytes = try read(path), offset + content.count <= bytes.count else {
            throw FileError(.system("there is no room"), path: path)
        }
        bytes.replaceSubrange(bytes.startIndex + offset..<bytes.startIndex + offset + content.count, with: content)
        change(path, bytes)
    }

    /// Renames a file.
    public func rename(_ path: String, to other: String) throws(FileError) {
        try requireWriting(path)
        try requireWriting(other)
        change(other, try read(path))
        change(path, nil)
    }

    /// Appends to a file, or creates it; first ends its last line if that is incomplete.
    public func appendLine(_ line: Data, to path: String) throws(FileError) {
        try requireWriting(path)
        let content = state.withLock { $0.files[path] } ?? Data()
        let isCutOff = content.last.map { $0 != UInt8(ascii: "\n") } ?? false
        change(path, content + (isCutOff ? Data("\n".utf8) : Data()) + line)
    }

    /// Fails if a write to the file would.
    public func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError) {
        try requireWriting(path)
    }

    /// Returns the names of the files and folders in a folder, sorted.
    public func names(in folder: String) throws(FileError) -> [String] {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let rests = state.withLock { state in
            state.files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        }
        return Set(rests.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    /// Takes a lock that only users of this value see, or returns nil if it is taken; no file is created.
    public func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        state.withLock { $0.locks.insert(path).inserted } ? HeldLock(path: path, files: self) : nil
    }

    private struct HeldLock: FileLock {
        let path: String
        let files: InMemoryFileSystem

        func release() { files.state.withLock { _ = $0.locks.remove(path) } }
    }

    /// Removes a file.
    public func remove(_ path: String) throws(FileError) {
        try requireWriting(path)
        change(path, nil)
    }

    /// Returns a version that is different after each change; nil if there is no file.
    public func version(of path: String) throws(FileError) -> FileVersion? {
        state.withLock { state in
            state.files[path].map {
                FileVersion(inode: 1, size: Int64($0.count), changed: state.versions[path] ?? 0)
            }
        }
    }

    private func requireWriting(_ path: String) throws(FileError) {
        guard allowsWriting || ownFolders.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) else {
            state.withLock { $0.refused.append(path) }
            throw FileError(.system("this test allows no writing"), path: path)
        }
        if let failure { throw failure }
    }

    private func change(_ path: String, _ content: Data?) {
        state.withLock { state in
            state.files[path] = content
            state.changes += 1
            state.versions[path] = state.changes
        }
    }
}
