#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import Kernel
import Synchronization

/// The sandbox's state on disk: one file, seeded when it is first asked for, replaced whole at each change.
///
/// Several processes may use one folder. A change reads, changes and writes under a lock; reading needs no lock,
/// since a replaced file is seen whole, old or new. The last state is kept in memory and read again only when
/// the file's version differs.
package final class SandboxStore: Sendable {
    /// The state file.
    package let path: String
    /// The time, for dates and expiry.
    let now: @Sendable () -> Date

    private let files: any FileSystem
    private let remembered = Mutex<Snapshot?>(nil)
    private let encoder = Mutex(StateEncoder())

    private struct Snapshot {
        let version: FileVersion
        let state: SandboxState
    }

    /// Uses the state in `folder`, such as `~/.astro/sandbox`; nothing is touched until the first question.
    package init(folder: String, files: any FileSystem, now: @escaping @Sendable () -> Date = { Date() }) {
        self.path = FilePaths.join(folder, "state.json")
        self.files = files
        self.now = now
    }

    /// The state as it is now.
    func read() throws -> SandboxState {
        if let state = try load() { return state }
        return try locked {
            if let state = try load() { return state }
            return try save(Seed.state(at: now()))
        }
    }

    /// Changes the state; where `body` throws, it stays as it is.
    func change<Result>(_ body: (inout SandboxState) throws -> Result) throws -> Result {
        try locked {
            var state = try load() ?? Seed.state(at: now())
            let result = try body(&state)
            try save(state)
            return result
        }
    }

    /// Forgets every change, even a damaged state: the seed again, with a new credential.
    ///
    /// - Parameter extraTokens: how many generated tokens to add to the first Deployment.
    package func reset(extraTokens: Int = 0) throws {
        try locked { _ = try save(Seed.state(extraTokens: max(0, extraTokens), at: now())) }
    }

    private func locked<Result>(_ body: () throws -> Result) throws -> Result {
        try files.withLock(path + ".lock", patience: .seconds(10), body)
    }

    private func load() throws -> SandboxState? {
        // The version is taken first: a file replaced in between then looks changed, and is read once too often.
        guard let version = try files.version(of: path) else { return nil }
        if let snapshot = remembered.withLock({ $0 }), snapshot.version == version { return snapshot.state }
        guard let content = try files.read(path) else { return nil }
        let state = try StateFile.decode(content, path: path)
        remembered.withLock { $0 = Snapshot(version: version, state: state) }
        return state
    }

    /// Writes a state; only called with the lock held.
    @discardableResult
    private func save(_ state: SandboxState) throws -> SandboxState {
        var state = state
        state.revision += 1
        let content = try encoder.withLock { try $0.encode(state) }
        try files.replace(path, with: content)
        let version = try files.version(of: path)
        remembered.withLock { $0 = version.map { Snapshot(version: $0, state: state) } }
        return state
    }
}
