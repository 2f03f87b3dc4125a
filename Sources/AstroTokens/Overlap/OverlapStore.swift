#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import AstroPlaces
import Delivery
package import Kernel

/// The pending overlaps, each in a file in the program's state folder.
package struct OverlapStore: Sendable {
    private let folder: String
    private let context: Context

    package init(_ context: Context) throws {
        folder = try StateFolder(context.environment).overlaps
        self.context = context
    }

    /// Returns the overlaps on the server in use, of one family or of all.
    package func all(_ family: TokenFamily? = nil) throws -> [Overlap] {
        let domain = try context.auth.domain()
        return try everywhere().filter { $0.context == domain && (family == nil || $0.scope == family?.word) }
    }

    /// Returns the overlaps on any server and of any scope, the oldest first.
    package func everywhere() throws -> [Overlap] {
        let names = try context.files.names(in: folder).filter { $0.hasSuffix(".json") }
        return try names.compactMap(read).sorted { $0.begin < $1.begin }
    }

    /// Returns the overlap that a token is part of, if any.
    package func pending(_ tokenID: String, _ family: TokenFamily) throws -> Overlap? {
        try all(family).first { $0.part(of: tokenID) != nil }
    }

    /// Returns the old tokens of overlaps that are pending, or were interrupted before they were recorded.
    package func begun(_ family: TokenFamily) throws -> Set<String> {
        let cutOff = try RecoveryStore(context).all().compactMap { Overlap.oldID(ofRecord: $0.name) }
        return Set(try all(family).map(\.oldID) + cutOff)
    }

    /// Returns the overlap that is recorded for a new token's ID.
    package func record(of newID: String) throws -> Overlap? { try read("\(newID).json") }

    /// Forgets an overlap whose other token is gone, as another machine ended it; returns whether it did.
    ///
    /// Where the server does not tell, the overlap counts.
    package func forgetEnded(_ overlap: Overlap, knowing id: String, _ client: AstroClient) async throws -> Bool {
        let other = overlap.oldID == id ? overlap.newID : overlap.oldID
        do {
            _ = try await client.reaching(overlap.endpoints).token(id: other)
        } catch let error as APIError where error.status == 404 {
            try forget(overlap)
            return true
        } catch let error as APIError where error.status == 403 {}
        return false
    }

    /// Returns whether an overlap is recorded.
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
    /// The new tokens whose old ones still exist.
    package static func overlaps(_ family: TokenFamily?) -> Completion {
        .local { request in
            let overlaps = try OverlapStore(request.context).all(family)
            return overlaps.map { Candidate($0.newID, "\($0.name), replaces \($0.oldID)") }
        }
    }
}
