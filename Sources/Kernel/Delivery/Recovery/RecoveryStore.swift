#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder of secrets that are under way: a file each, for its owner alone, until every destination has it.
package struct RecoveryStore: Sendable {
    private let folder: String
    private let locks: String
    private let files: any FileSystem
    /// The bytes that a secret may need.
    private static let roomForOne = 1 << 14

    package init(_ context: Context) throws {
        let state = try context.environment.stateDirectory()
        folder = FilePaths.join(state, "recovery")
        locks = FilePaths.join(state, "locks")
        files = context.files
    }

    /// Where a record stands.
    package func path(of name: String) -> String {
        // The name may be the server's: it must not lead out of the folder.
        let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" }
        return FilePaths.join(folder, "\(String(safe)).json")
    }

    /// Writes a record; one with a secret is forced to the disk.
    ///
    /// One without is as long as one with: where there is no room for it, no secret should be made.
    package func keep(_ record: RecoveryRecord) throws {
        let room = record.secret == nil ? Self.roomForOne : 0
        let content = try StateJSON.line(of: record) + Data(repeating: UInt8(ascii: "\n"), count: room)
        try files.replace(path(of: record.name), with: content, FileReplacement(isDurable: record.secret != nil))
    }

    /// Removes a record, whether it is there or not.
    package func forget(_ name: String) throws(FileError) { try files.remove(path(of: name)) }

    /// The record of a name, or nil where there is none.
    package func record(named name: String) throws -> RecoveryRecord? {
        guard let content = try files.read(path(of: name)) else { return nil }
        guard let record = StateJSON.value(RecoveryRecord.self, in: content) else {
            throw CommandError(
                .failure, "\(path(of: name)) cannot be read as a record of this program",
                hint: "look into the file: it may hold a secret")
        }
        return record
    }

    /// Every record, those left by others that are still at work included.
    package func all() throws -> [RecoveryRecord] {
        var records: [RecoveryRecord] = []
        for name in try files.names(in: folder) where name.hasSuffix(".json") && !name.hasPrefix(".") {
            if let record = try record(named: String(name.dropLast(5))) { records.append(record) }
        }
        return records
    }

    /// Takes a record for oneself; nil while another process works on it.
    package func tryLock(_ name: String) throws(FileError) -> (any FileLock)? {
        try files.tryLock(FilePaths.join(locks, FilePaths.name(of: path(of: name)) + ".lock"))
    }

    /// The records whose process is gone.
    package func left() throws -> [RecoveryRecord] {
        try all().filter { record in
            guard let lock = try tryLock(record.name) else { return false }
            lock.release()
            return true
        }
    }
}
