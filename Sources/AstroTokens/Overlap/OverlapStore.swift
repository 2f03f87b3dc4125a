#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroPlaces
import Delivery
package import Kernel

/// The overlaps that are pending: a file each in the program's state.
package struct OverlapStore: Sendable {
    private let folder: String
    private let context: Context

    package init(_ context: Context) throws {
        folder = try StateFolder(context.environment).overlaps
        self.context = context
    }

    /// Every one on the server in use, of a family or of all.
    package func all(_ family: TokenFamily? = nil) throws -> [Overlap] {
        let domain = try context.auth.domain()
        return try everywhere().filter { $0.context == domain && (family == nil || $0.scope == family?.word) }
    }

    /// Every one on any server and of any scope, the oldest first.
    package func everywhere() throws -> [Overlap] {
        let names = try context.files.names(in: folder).filter { $0.hasSuffix(".json") }
        return try names.compactMap(read).sorted { $0.begin < $1.begin }
    }

    /// The one that a token is part of; nil if there is none.
    package func pending(_ tokenID: String, _ family: TokenFamily) throws -> Overlap? {
        try all(family).first { $0.part(of: tokenID) != nil }
    }

    /// The old tokens of overlaps that are pending, or were cut off before they were put down.
    package func begun(_ family: TokenFamily) throws -> Set<String> {
        let cutOff = try RecoveryStore(context).all().compactMap { Overlap.oldID(ofRecord: $0.name) }
        return Set(try all(family).map(\.oldID) + cutOff)
    }

    /// The one that a new token's ID is on record with.
    package func record(of newID: String) throws -> Overlap? { try read("\(newID).json") }

    /// The IDs of tokens that are being replaced, and of those that replace them, as far as this machine knows.
    package func busy() throws -> Set<String> { Set(try all().flatMap { [$0.oldID, $0.newID] }) }

    /// Whether it is on record.
    package func has(_ overlap: Overlap) throws -> Bool { try context.files.version(of: path(overlap.newID)) != nil }

    package func keep(_ overlap: Overlap) throws {
        try context.files.replace(path(overlap.newID), with: try StateJSON.line(of: overlap))
    }

    package func forget(_ overlap: Overlap) throws { try context.files.remove(path(overlap.newID)) }

    private func read(_ name: String) throws -> Overlap? {
        guard let content = try context.files.read(FilePaths.join(folder, name)) else { return nil }
        guard let overlap = StateJSON.value(Overlap.self, in: content) else {
            throw CommandError(.failure, "\(FilePaths.join(folder, name)) cannot be read as an overlap")
        }
        return overlap
    }

    private func path(_ id: String) -> String { FilePaths.join(folder, "\(id).json") }
}

extension Completion {
    /// The new tokens whose old ones are still there.
    package static func overlaps(_ family: TokenFamily?) -> Completion {
        .local { request in
            let overlaps = try OverlapStore(request.context).all(family)
            return overlaps.map { Candidate($0.newID, "\($0.name), replaces \($0.oldID)") }
        }
    }
}
