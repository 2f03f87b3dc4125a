import Base
package import Kernel
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A worker's record that every destination of an item has its value; it contains no secret.
package struct Receipt: Codable, Sendable, Equatable {
    /// The plan's short name.
    package let plan: String
    package let id: String
    /// The public prefix of the value that was delivered.
    package let shortToken: String
    package let destinations: [String]
    package let deliveredAt: String
    /// The token that replaces it; nil for a rotation in place, and in receipts of earlier versions.
    package var newId: String?

    package init(
        plan: String, id: String, shortToken: String, destinations: [String], deliveredAt: String, newId: String? = nil
    ) {
        (self.plan, self.id, self.shortToken, self.newId) = (plan, id, shortToken, newId)
        (self.destinations, self.deliveredAt) = (destinations, deliveredAt)
    }
}

/// The receipts of one plan: a small file for each item, in a folder that all workers may share.
package struct ReceiptFolder: Sendable {
    private let folder: String
    /// Whether workers with other state folders may use it.
    private let isShared: Bool
    private let files: any FileSystem

    /// - Parameters:
    ///   - path: The folder for the receipts of all plans; nil for one below the state folder.
    ///   - plan: The plan's short name.
    package init(_ path: String?, of plan: String, _ context: Context) throws {
        let parent =
            if let path {
                FilePaths.resolve(path, in: context.environment.workingDirectory)
            } else {
                FilePaths.join(try StateFolder(context.environment).path, "receipts")
            }
        folder = FilePaths.join(parent, plan)
        isShared = path != nil
        files = context.files
    }

    /// Takes the lock of an item among the workers that share the folder, as soon as it is free.
    ///
    /// A worker that delivered late and was killed would otherwise leave its dead value under another's receipt.
    /// - Returns: The lock; nil if the folder isn't shared, or its file system has no locks.
    /// - Throws: ``FileError`` with ``FileError/Reason/locked`` if the wait times out; `CancellationError` at Ctrl-C.
    package func lock(_ id: String, patience: Duration) async throws -> (any FileLock)? {
        guard isShared else { return nil }
        do {
            let locks = FilePaths.join(folder, "locks")
            return try await files.lock(FilePaths.join(locks, "\(fileName(of: id)).lock"), patience: patience)
        } catch let error as FileError where error.reason == .noLocks {
            return nil
        }
    }

    /// Checks whether receipts can be written, before anything is changed.
    package func requireWritable() throws {
        do {
            let probe = FilePaths.join(folder, "probe.json")
            try files.replace(probe, with: Data("{}\n".utf8))
            try files.remove(probe)
        } catch {
            throw CommandError(
                .failure,
                "receipts cannot be written: \(CommandError(describing: error).cause); nothing was changed",
                hint: "pass --receipts with a folder that can be written to")
        }
    }

    /// Returns an item's receipt; nil if it is missing or unreadable.
    package func receipt(of id: String) -> Receipt? {
        guard let content = try? files.read(path(of: id)), let receipt = StateJSON.value(Receipt.self, in: content),
            receipt.id == id
        else { return nil }
        return receipt
    }

    /// Returns every receipt that can be read.
    package func all() -> [Receipt] {
        let names = (try? files.names(in: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.compactMap { receipt(of: String($0.dropLast(5))) }
    }

    /// Writes a receipt, and forces it to the disk.
    package func keep(_ receipt: Receipt) throws {
        try files.replace(path(of: receipt.id), with: try StateJSON.line(of: receipt))
    }

    /// Forgets a receipt that tells the truth no longer.
    package func forget(_ id: String) { try? files.remove(path(of: id)) }

    private func path(of id: String) -> String { FilePaths.join(folder, "\(fileName(of: id)).json") }

    // The ID comes from a file: it must not lead out of the folder.
    private func fileName(of id: String) -> String { id.asciiName(allowing: "-_") }
}
