#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Synchronization

/// The files on the disk, with an event after the first read.
final class InterruptedFiles: FileSystem {
    private let files = LocalFileSystem()
    private let interruption: @Sendable () throws -> Void
    private let isOver = Mutex(false)

    init(_ interruption: @escaping @Sendable () throws -> Void) { self.interruption = interruption }

    func read(_ path: String) throws(FileError) -> Data? {
        let content = try files.read(path)
        let isFirst = isOver.withLock { isOver in
            defer { isOver = true }
            return !isOver
        }
        do {
            if isFirst { try interruption() }
        } catch {
            throw FileError(.system("\(error)"), path: path)
        }
        return content
    }

    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try files.replace(path, with: content, manner)
    }

    func writer(of path: String, _ manner: FileReplacement) throws(FileError) -> any FileWriter {
        try files.writer(of: path, manner)
    }

    func create(_ path: String, with content: Data) throws(FileError) { try files.create(path, with: content) }

    func fill(_ path: String, with content: Data, at offset: Int) throws(FileError) {
        try files.fill(path, with: content, at: offset)
    }

    func rename(_ path: String, to other: String) throws(FileError) { try files.rename(path, to: other) }

    func appendLine(_ line: Data, to path: String) throws(FileError) { try files.appendLine(line, to: path) }

    func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError) {
        try files.requireReplaceable(path, size: size, manner)
    }

    func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)? { try files.readShared(path, manner) }

    func names(in folder: String) throws(FileError) -> [String] { try files.names(in: folder) }

    func tryLock(_ path: String) throws(FileError) -> (any FileLock)? { try files.tryLock(path) }

    func remove(_ path: String) throws(FileError) { try files.remove(path) }

    func version(of path: String) throws(FileError) -> FileVersion? { try files.version(of: path) }

    func status(of path: String) throws(FileError) -> FileStatus? { try files.status(of: path) }

    var user: UInt32 { files.user }
}
