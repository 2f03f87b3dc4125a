import Base
import Kernel
import OperatingSystem
import Terminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension World {
    /// Returns the same world for read-only use: without output, questions, waiting or changes.
    ///
    /// Only the cache and the folders of embedded contexts can be written.
    func observing(_ registry: Registry) -> World {
        var world = self
        world.console = Console(input: SilentInput(), output: SilentSink(), error: SilentSink())
        world.clock = ImpatientClock(clock: clock)
        let state = try? StateFolder(environment)
        let contexts = registry.embeddedContexts
        world.files = ObservedFiles(
            files: files, writable: state.map { [$0.cache] + contexts.map(\.name).map($0.folder) } ?? [])
        return world
    }
}

/// Input without an answer.
private struct SilentInput: LineSource {
    var isTerminal: Bool { false }
    func readLine() async throws -> String? { nil }
    func readToEnd(limit: Int) async throws -> [UInt8] { [] }
}

/// Output that is discarded.
private struct SilentSink: ByteSink {
    var isTerminal: Bool { false }
    var columns: Int? { nil }
    var isBroken: Bool { false }
    func write(_ bytes: [UInt8]) throws(StreamError) {}
}

/// A clock that fails instead of waiting, for example before a retry.
private struct ImpatientClock: WallClock {
    let clock: any WallClock
    var now: Date { clock.now }
    func secondsAheadOfUTC(at date: Date) -> Int { clock.secondsAheadOfUTC(at: date) }
    func sleep(for duration: Duration) async throws { throw CancellationError() }
}

/// Files that can be read, and written in a few folders only.
private struct ObservedFiles: FileSystem {
    let files: any FileSystem
    let writable: [String]

    private func requireWritable(_ path: String) throws(FileError) {
        guard writable.contains(where: { path.hasPrefix($0 + "/") }) else {
            throw FileError(.system("completion changes nothing"), path: path)
        }
    }

    func read(_ path: String) throws(FileError) -> Data? { try files.read(path) }

    func readShared(
        _ path: String, _ manner: FileReplacement
    ) throws(FileError) -> (content: Data, status: FileStatus)? {
        try files.readShared(path, manner)
    }

    func names(in folder: String) throws(FileError) -> [String] { try files.names(in: folder) }
    func version(of path: String) throws(FileError) -> FileVersion? { try files.version(of: path) }
    func status(of path: String) throws(FileError) -> FileStatus? { try files.status(of: path) }
    var user: UInt32 { files.user }

    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try requireWritable(path)
        try files.replace(path, with: content, manner)
    }

    func create(_ path: String, with content: Data) throws(FileError) {
        try requireWritable(path)
        try files.create(path, with: content)
    }

    func fill(_ path: String, with content: Data, at offset: Int) throws(FileError) {
        try requireWritable(path)
        try files.fill(path, with: content, at: offset)
    }

    func rename(_ path: String, to other: String) throws(FileError) {
        try requireWritable(path)
        try requireWritable(other)
        try files.rename(path, to: other)
    }

    func appendLine(_ line: Data, to path: String) throws(FileError) {
        try requireWritable(path)
        try files.appendLine(line, to: path)
    }

    func appendShared(_ content: Data, to path: String) throws(FileError) {
        try requireWritable(path)
        try files.appendShared(content, to: path)
    }

    func requireAppendable(_ path: String, size: Int) throws(FileError) {
        try requireWritable(path)
        try files.requireAppendable(path, size: size)
    }

    func withFileLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result {
        try requireWritable(path)
        return try files.withFileLock(path, patience: patience, body)
    }

    func target(of path: String) -> FileTarget { files.target(of: path) }

    func requireReplaceable(_ path: String, size: Int, _ manner: FileReplacement) throws(FileError) {
        try requireWritable(path)
        try files.requireReplaceable(path, size: size, manner)
    }

    func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        try requireWritable(path)
        return try files.tryLock(path)
    }

    func remove(_ path: String) throws(FileError) {
        try requireWritable(path)
        try files.remove(path)
    }
}
