#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import AstroSandbox
package import Kernel
import Synchronization

/// The sandbox's state on disk: a file, seeded when it is first asked for, and a journal of the changes since then.
///
/// A small state is replaced whole at each change. A large one would take a hundred times as long as the change, so the
/// change goes into the journal, and the state file is written anew once the journal is as large.
///
/// Several processes may use one folder. A change reads, changes and writes under a lock; reading needs no lock, since
/// a replaced file is seen whole, old or new. The last state is kept in memory and read again only when the version of
/// either file differs.
package final class SandboxStore: Sendable {
    /// The state file.
    package let path: String
    /// The time, for dates and expiry.
    let now: @Sendable () -> Date

    private let files: any FileSystem
    private let journal: StateJournal
    private let remembered = Mutex<Snapshot?>(nil)

    /// Up to this size, in bytes, the state file is replaced at each change: about a hundred tokens.
    private static let smallSize = 128 << 10

    private struct Snapshot {
        let versions: Versions
        let state: SandboxState
        let journal: StateJournal.Condition

        /// The ID of the state file, if the next change can go into the journal.
        var journaledFileID: String? {
            // No line can follow one without an end.
            if journal == .cutOff || versions.file.size <= SandboxStore.smallSize { return nil }
            let size = journal == .complete ? versions.journal?.size ?? 0 : 0
            return size <= versions.file.size ? state.fileID : nil
        }
    }

    private struct Versions: Equatable {
        let file: FileVersion
        let journal: FileVersion?
    }

    /// Uses the state in `folder`, such as `~/.astro/sandbox`; nothing is touched until the first question.
    package init(folder: String, files: any FileSystem, now: @escaping @Sendable () -> Date = { Date() }) {
        self.path = FilePaths.join(folder, "state.json")
        self.files = files
        self.journal = StateJournal(path: FilePaths.join(folder, "changes.jsonl"), files: files)
        self.now = now
    }

    /// The state as it is now.
    func read() throws -> SandboxState {
        if let snapshot = try load() { return snapshot.state }
        return try locked {
            if let snapshot = try load() { return snapshot.state }
            return try save(Seed.state(at: now()), after: nil)
        }
    }

    /// Changes the state; where `body` throws, it stays as it is.
    func change<Result>(_ body: (inout SandboxState) throws -> Result) throws -> Result {
        try locked {
            let old = try load()
            var state = try old?.state ?? Seed.state(at: now())
            let result = try body(&state)
            try save(state, after: old)
            return result
        }
    }

    /// Forgets every change, even a damaged state: the seed again, with a new credential.
    ///
    /// - Parameter extraTokens: how many generated tokens to add to the first Deployment.
    package func reset(extraTokens: Int = 0) throws {
        try locked { _ = try save(Seed.state(extraTokens: max(0, extraTokens), at: now()), after: nil) }
    }

    /// Writes the changes in the journal to the state file, for readers that know that file alone.
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
        // The versions are taken first: a file that changes in between then looks changed, and is read once too often.
        guard let versions = try versions() else { return nil }
        if let snapshot = remembered.withLock({ $0 }), snapshot.versions == versions { return snapshot }
        // The journal comes before the state file: if that is replaced in between, it has the journal's changes itself.
        let changes = try versions.journal == nil ? nil : journal.read()
        guard let content = try files.read(path) else { return nil }
        var state = try StateFile.decode(content, path: path)
        let condition = try changes.map { try journal.apply($0, to: &state) } ?? .absent
        let snapshot = Snapshot(versions: versions, state: state, journal: condition)
        remembered.withLock { $0 = snapshot }
        return snapshot
    }

    /// Writes a state, into the journal if possible; only called with the lock held.
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
            // One that stays does no harm: it follows another state file.
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
