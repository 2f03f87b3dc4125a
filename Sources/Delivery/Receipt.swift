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
    /// The locks of the plan's items.
    package let locks: ItemLocks
    private let folder: String
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
        files = context.files
        locks = try ItemLocks(sharedIn: path == nil ? nil : folder, context)
    }

    /// Checks whether receipts and locks can be written, before anything is changed.
    package func requireWritable() throws {
        do {
            let probe = FilePaths.join(folder, "probe.json")
            try files.replace(probe, with: Data("{}\n".utf8))
            try files.remove(probe)
            try locks.requireShared()
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

    /// Deletes a receipt that is no longer true.
    package func forget(_ id: String) { try? files.remove(path(of: id)) }

    private func path(of id: String) -> String {
        // The ID comes from a file: it must not lead out of the folder.
        FilePaths.join(folder, "\(id.asciiName(allowing: "-_")).json")
    }
}
