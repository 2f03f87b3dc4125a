#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// Files in a dictionary.
///
/// Writing fails unless the test allows it, and what was tried nevertheless is remembered.
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
    private let lock = Mutex(())

    /// Files by their absolute paths; with `failure`, every write that is allowed fails so.
    ///
    /// - Parameter ownFolders: The folders and files where the kernel keeps its own books, which need no permission.
    public init(
        _ files: [String: String] = [:], allowsWriting: Bool = false, failure: FileError? = nil,
        ownFolders: [String] = []
    ) {
        state = Mutex(State(files: files.mapValues { Data($0.utf8) }))
        self.allowsWriting = allowsWriting
        self.failure = failure
        self.ownFolders = ownFolders
    }

    /// The paths that were written to or removed though the test does not allow it, in order.
    public var refused: [String] { state.withLock { $0.refused } }

    /// Every file as text, by path.
    public var texts: [String: String] {
        state.withLock { $0.files.mapValues { String(decoding: $0, as: UTF8.self) } }
    }

    /// Looks the path up.
    public func read(_ path: String) throws(FileError) -> Data? { state.withLock { $0.files[path] } }

    /// Replaces the entry.
    public func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try requireWriting(path)
        change(path, content)
    }

    /// Adds to the entry.
    public func append(_ content: Data, to path: String) throws(FileError) {
        try requireWriting(path)
        change(path, (state.withLock { $0.files[path] } ?? Data()) + content)
    }

    /// Fails as a write would.
    public func requireReplaceable(_ path: String, size: Int) throws(FileError) { try requireWriting(path) }

    /// The names in the entries' paths.
    public func names(in folder: String) throws(FileError) -> [String] {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let rests = state.withLock { state in
            state.files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        }
        return Set(rests.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    }

    /// Takes a lock that only this value's users know; no file is made.
    public func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        state.withLock { $0.locks.insert(path).inserted } ? HeldLock(path: path, files: self) : nil
    }

    private struct HeldLock: FileLock {
        let path: String
        let files: InMemoryFileSystem

        func release() { files.state.withLock { _ = $0.locks.remove(path) } }
    }

    /// Removes the entry.
    public func remove(_ path: String) throws(FileError) {
        try requireWriting(path)
        change(path, nil)
    }

    /// Runs `body` alone.
    public func withLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result {
        try lock.withLock { _ in try body() }
    }

    /// Counts the changes.
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
