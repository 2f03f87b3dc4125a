import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A worker's record that every destination of an item has its value; it contains no secret.
struct Receipt: Codable, Sendable, Equatable {
    /// The plan's short name.
    let plan: String
    let id: String
    /// The public prefix of the value that was delivered.
    let shortToken: String
    let destinations: [String]
    let deliveredAt: String
    /// The token that replaces it; nil for a rotation in place, and in receipts of earlier versions.
    var newId: String?
}

/// The receipts of one plan: a small file for each item, in a folder that all workers may share.
struct ReceiptFolder: Sendable {
    private let folder: String
    private let files: any FileSystem

    /// - Parameter path: The folder for the receipts of all plans; nil for one below the state folder.
    init(_ path: String?, of plan: RotationPlan, _ context: Context) throws {
        let parent =
            if let path {
                FilePaths.resolve(path, in: context.environment.workingDirectory)
            } else {
                FilePaths.join(try StateFolder(context.environment).path, "receipts")
            }
        folder = FilePaths.join(parent, plan.shortName)
        files = context.files
    }

    /// Checks whether receipts can be written, before anything is changed.
    func requireWritable() throws {
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
    func receipt(of id: String) -> Receipt? {
        guard let content = try? files.read(path(of: id)), let receipt = StateJSON.value(Receipt.self, in: content),
            receipt.id == id
        else { return nil }
        return receipt
    }

    /// Writes a receipt, and forces it to the disk.
    func keep(_ receipt: Receipt) throws {
        try files.replace(path(of: receipt.id), with: try StateJSON.line(of: receipt))
    }

    /// Forgets a receipt that tells the truth no longer.
    func forget(_ id: String) { try? files.remove(path(of: id)) }

    private func path(of id: String) -> String {
        // The ID comes from a file: it must not lead out of the folder.
        FilePaths.join(folder, "\(id.asciiName(allowing: "-_")).json")
    }
}
