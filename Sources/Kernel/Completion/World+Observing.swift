#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension World {
    /// The same world for one who only looks: nothing is said or asked, waited for or changed.
    ///
    /// What may be written is what is found, and what embedded contexts keep in the folders of their names.
    func observing(_ registry: Registry) -> World {
        var world = self
        world.console = Console(input: SilentInput(), output: SilentSink(), error: SilentSink())
        world.clock = ImpatientClock(clock: clock)
        let names = ["cache"] + registry.embeddedContexts.map(\.name)
        let state = try? environment.stateDirectory()
        world.files = ObservedFiles(
            files: files, writable: state.map { state in names.map { FilePaths.join(state, $0) } } ?? [])
        return world
    }
}

/// Nobody answers.
private struct SilentInput: LineSource {
    var isTerminal: Bool { false }
    func readLine() async throws -> String? { nil }
    func readToEnd(limit: Int) async throws -> [UInt8] { [] }
}

/// Nobody listens.
private struct SilentSink: ByteSink {
    var isTerminal: Bool { false }
    var columns: Int? { nil }
    var isBroken: Bool { false }
    func write(_ bytes: [UInt8]) throws(StreamError) {}
}

/// The time of day for one who would rather give up than wait, as before a request is sent again.
private struct ImpatientClock: WallClock {
    let clock: any WallClock
    var now: Date { clock.now }
    func sleep(for duration: Duration) async throws { throw CancellationError() }
}

/// Files that can be read, and written in a few folders alone.
private struct ObservedFiles: FileSystem {
    let files: any FileSystem
    let writable: [String]

    private func requireWritable(_ path: String) throws(FileError) {
        guard writable.contains(where: { path.hasPrefix($0 + "/") }) else {
            throw FileError(.system("completion changes nothing"), path: path)
        }
    }

    func read(_ path: String) throws(FileError) -> Data? { try files.read(path) }
    func names(in folder: String) throws(FileError) -> [String] { try files.names(in: folder) }
    func version(of path: String) throws(FileError) -> FileVersion? { try files.version(of: path) }

    func replace(_ path: String, with content: Data, _ manner: FileReplacement) throws(FileError) {
        try requireWritable(path)
        try files.replace(path, with: content, manner)
    }

    func append(_ content: Data, to path: String) throws(FileError) {
        try requireWritable(path)
        try files.append(content, to: path)
    }

    func requireReplaceable(_ path: String, size: Int) throws(FileError) {
        try requireWritable(path)
        try files.requireReplaceable(path, size: size)
    }

    func tryLock(_ path: String) throws(FileError) -> (any FileLock)? {
        try requireWritable(path)
        return try files.tryLock(path)
    }

    func remove(_ path: String) throws(FileError) {
        try requireWritable(path)
        try files.remove(path)
    }

    func withLock<Result>(_ path: String, patience: Duration, _ body: () throws -> Result) throws -> Result {
        try requireWritable(path)
        return try files.withLock(path, patience: patience, body)
    }
}
