#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import AstroSandbox
package import Kernel
import Synchronization

/// The sandbox's state on disk: a file, seeded on first use, and a journal of the changes since then.
///
/// A small state is rewritten at each change. For a large one this would take a hundred times as long as the change,
/// so the change goes into the journal, and the state file is rewritten once the journal is as large.
///
/// Several processes may use one folder. A change reads, changes and writes under a lock; reading needs no lock, since
/// a file is replaced atomically. The last state is kept in memory and read again only when the version of either file
/// differs.
package final class SandboxStore: Sendable {
    /// The state file.
    package let path: String
    /// The time, for dates and expiry.
    let now: @Sendable () -> Date

    private let files: any FileSystem
    private let journal: StateJournal
    private let remembered = Mutex<Snapshot?>(nil)

    /// The size in bytes up to which the state file is rewritten at each change: about a hundred tokens.
    private static let smallSize = 128 << 10

    private struct Snapshot {
        let versions: Versions
        let state: SandboxState
        let journal: StateJournal.Condition

        /// The ID of the state file, if the next change can go into the journal.
        var journaledFileID: String? {
            // An incomplete line can't be followed by another one.
            if journal == .cutOff || versions.file.size <= SandboxStore.smallSize { return nil }
            let size = journal == .complete ? versions.journal?.size ?? 0 : 0
            return size <= versions.file.size ? state.fileID : nil
        }
    }

    private struct Versions: Equatable {
        let file: FileVersion
        let journal: FileVersion?
    }

    /// Uses the state in `folder`, such as `~/.astro/sandbox`; nothing is read or written until the first request.
    package init(folder: String, files: any FileSystem, now: @escaping @Sendable () -> Date = { Date() }) {
        self.path = FilePaths.join(folder, "state.json")
        self.files = files
        self.journal = StateJournal(path: FilePaths.join(folder, "changes.jsonl"), files: files)
        self.now = now
    }

    /// Returns the current state.
    func read() throws -> SandboxState {
        if let snapshot = try load() { return snapshot.state }
        return try locked {
            if let snapshot = try load() { return snapshot.state }
            return try save(Seed.state(at: now()), after: nil)
        }
    }

    /// Changes the state; if `body` throws, nothing changes.
    func change<Result>(_ body: (inout SandboxState) throws -> Result) throws -> Result {
        try locked {
            let old = try load()
            var state = try old?.state ?? Seed.state(at: now())
            let result = try body(&state)
            try save(state, after: old)
            return result
        }
    }

    /// Discards every change, even a damaged state: back to the seed, with a new credential.
    ///
    /// - Parameter extraTokens: The number of generated tokens to add to the first Deployment.
    package func reset(extraTokens: Int = 0) throws {
        try locked { _ = try save(Seed.state(extraTokens: max(0, extraTokens), at: now()), after: nil) }
    }

    /// Merges the journal into the state file, for readers that know only that file.
    func fold() throws {
        try locked {
            if let snapshot = try load(), snapshot.journal != .absent { try save(snapshot.state, after: nil) }
        }
    }

    private func locked<Result>(_ body: () throws -> Result) throws -> Result {
        try files.withLock(path + ".lock", patience: .seconds(10), body)
    }

    private func versions() throws -> Versions? {
        try files.version(of: path).map { Versions(file: $0, journal: try journal.version()) }
    }

    private func load() throws -> Snapshot? {
        // The versions are taken first: a file that changes in between then looks changed, and is just read once more.
        guard let versions = try versions() else { return nil }
        if let snapshot = remembered.withLock({ $0 }), snapshot.versions == versions { return snapshot }
        // The journal is read first: if the state file is replaced in between, it includes the journal's changes.
        let changes = try versions.journal == nil ? nil : journal.read()
        guard let content = try files.read(path) else { return nil }
        var state = try StateFile.decode(content, path: path)
        let condition = try changes.map { try journal.apply($0, to: &state) } ?? .absent
        let snapshot = Snapshot(versions: versions, state: state, journal: condition)
        remembered.withLock { $0 = snapshot }
        return snapshot
    }

    /// Writes a state, into the journal if possible; call it only with the lock held.
    @discardableResult
    private func save(_ state: SandboxState, after old: Snapshot?) throws -> SandboxState {
        var state = state
        state.revision += 1
        let fileID = old?.journaledFileID
        if let old, let fileID {
            try journal.add(
                StateChange(from: old.state, to: state, following: fileID), isFirst: old.journal == .absent)
        } else {
            state.fileID = RandomText.identifier()
            try files.replace(path, with: StateFile.encode(state))
            // A leftover journal is harmless: it belongs to another state file.
            try? journal.remove()
        }
        let versions = try versions()
        remembered.withLock {
            $0 = versions.map {
                Snapshot(versions: $0, state: state, journal: fileID == nil ? .absent : .complete)
            }
        }
        return state
    }
}
