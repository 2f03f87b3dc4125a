import Base
import Kernel
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder of pending secrets: a private file for each, until every destination has it.
package struct RecoveryStore: Sendable {
    private let files: any FileSystem
    private let state: StateFolder
    /// The space in bytes that a secret may need.
    private static let roomForOne = 1 << 14
    private static let lineEnd = UInt8(ascii: "\n")

    package init(_ context: Context) throws {
        files = context.files
        state = try StateFolder(context.environment)
    }

    /// Returns the path of a record.
    package func path(of name: String) -> String {
        // The name may come from the server: it must not lead out of the folder.
        FilePaths.join(state.recovery, "\(name.asciiName(allowing: "-_")).json")
    }

    /// Writes a record, and forces it to the disk.
    ///
    /// A new record without a secret reserves space for it: if there is none, no secret should be created. The secret
    /// is written into that space later, so that neither a full disk nor a change of permissions can prevent it.
    package func keep(_ record: RecoveryRecord) throws {
        let line = try StateJSON.line(of: record)
        let path = path(of: record.name)
        if fill(path, with: line) { return }
        if record.secret == nil, try files.read(path) == nil {
            return try files.create(path, with: line + Data(repeating: Self.lineEnd, count: Self.roomForOne))
        }
        try files.replace(path, with: line, FileReplacement(followsLinks: false, sharing: .keptPrivate))
    }

    /// Adds a line if a record has space for it; returns false if it doesn't.
    private func fill(_ path: String, with line: Data) -> Bool {
        guard let content = try? files.read(path) else { return false }
        let count = Self.usedCount(content)
        guard count > 0 else { return false }
        // Its own line break separates it from a line that a power failure left incomplete.
        let offset = count + 1
        guard content.count - offset > line.count else { return false }
        return (try? files.fill(path, with: line, at: offset)) != nil
    }

    /// Returns the number of bytes before the reserved space.
    private static func usedCount(_ content: Data) -> Int {
        content.withUnsafeBytes { bytes in (bytes.lastIndex { $0 != lineEnd } ?? -1) + 1 }
    }

    /// Deletes a record, if it exists.
    package func forget(_ name: String) throws(FileError) { try files.remove(path(of: name)) }

    /// Returns the record with a name, or nil if there is none that can be parsed.
    package func record(named name: String) throws -> RecoveryRecord? {
        guard let content = try files.read(path(of: name)) else { return nil }
        return record(in: content, at: path(of: name))
    }

    /// Parses the last complete line: later lines say more than earlier ones.
    private func record(in content: Data, at path: String) -> RecoveryRecord? {
        let content = content.prefix(Self.usedCount(content))
        let lines = content.split(separator: Self.lineEnd).reversed()
        // A person may have reformatted it to several lines.
        let found = (lines.map { Data($0) } + [content]).lazy
            .compactMap { StateJSON.value(RecoveryRecord.self, in: $0) }
            .first { self.path(of: $0.name) == path }
        return found
    }

    /// Returns every record that can be parsed, including those of processes that are still at work.
    ///
    /// - Parameter except: The name of a record to skip.
    package func all(except: String? = nil) throws -> [RecoveryRecord] {
        let known = except.map(path)
        return try names().filter { path(of: $0) != known }.compactMap { try? record(named: $0) }
    }

    /// Whether there is any record, even one that can't be parsed.
    var hasAny: Bool { (try? names().isEmpty == false) ?? false }

    private func names() throws(FileError) -> [String] {
        try files.names(in: state.recovery).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map {
            String($0.dropLast(5))
        }
    }

    /// Renames a record that can't be parsed, for example after a power failure; returns its new path, or nil
    /// otherwise.
    ///
    /// The record must be locked: a rotation of the same object may have created another one since it was checked.
    package func setAside(_ name: String) throws -> String? {
        let path = path(of: name)
        guard let content = try files.read(path), record(in: content, at: path) == nil else { return nil }
        let aside = "\(path).\(UInt32.random(in: 0...UInt32.max)).unreadable"
        try files.rename(path, to: aside)
        return aside
    }

    /// Renames all records that can't be parsed and aren't in use; returns their new paths.
    package func setAsideAll() -> [String] {
        ((try? names()) ?? []).compactMap { name in
            guard (try? record(named: name)) == nil, let lock = try? tryLock(name) else { return nil }
            defer { lock.release() }
            return try? setAside(name)
        }
    }

    /// Locks a record, as soon as no other process works on it.
    ///
    /// - Throws: ``CommandError`` if the record, its lock or the state folder isn't the user's own;
    ///   ``FileError`` with ``FileError/Reason/locked`` if the wait times out.
    package func lock(_ name: String, patience: Duration, whenHeld: () -> Void) async throws -> any FileLock {
        try requireOwn(name)
        do {
            return try await files.lock(lockPath(of: name), patience: patience, whenHeld: whenHeld)
        } catch let error as FileError where error.reason != .locked {
            throw StateFolder.refusal(error)
        }
    }

    /// Locks a record; returns nil while another process works on it.
    ///
    /// - Throws: ``CommandError`` if the record, its lock or the state folder isn't the user's own.
    package func tryLock(_ name: String) throws(CommandError) -> (any FileLock)? {
        try requireOwn(name)
        do {
            return try files.tryLock(lockPath(of: name))
        } catch {
            throw StateFolder.refusal(error)
        }
    }

    private func requireOwn(_ name: String) throws(CommandError) {
        try state.requireOwn(path(of: name), lockPath(of: name), in: files)
    }

    private func lockPath(of name: String) -> String {
        FilePaths.join(state.locks, FilePaths.name(of: path(of: name)) + ".lock")
    }

    /// Returns the records whose process is gone.
    package func left() throws -> [RecoveryRecord] {
        try all().filter { record in
            // A record of another user is reported when it is needed.
            guard let lock = try? tryLock(record.name) else { return false }
            lock.release()
            return true
        }
    }
}
