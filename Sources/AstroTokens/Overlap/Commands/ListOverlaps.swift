import AstroAPI
import AstroPlaces
package import Kernel

/// Lists the tokens that are being replaced.
package struct ListOverlaps<Family: OverlapFamily>: Command, Equatable {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"], summary: "List the tokens that are being replaced",
            discussion:
                "Combines the new tokens' descriptions with this machine's records. Unconfirmed: another credential "
                + "created the new token, or the tokens differ, so finish it by ID. Void: nothing can be deleted. "
                + "-o wide says why. If the server cannot be reached, only this machine's records are shown.",
            isList: true, examples: [Example("list", "Show a table")])
    }
    package static var fields: [String] { OverlapRow.columns.map(\.field) }

    package init() {}

    package func run(in context: Context) async throws {
        let listing = try OverlapListing(context, Family.family)
        let overlaps = try await overlaps(listing, context)
        let names = try await placeNames(overlaps.map(\.overlap), context)
        try context.output.list(
            overlaps.map { OverlapRow($0, placeName: names[$0.overlap.placeID]) }, key: "overlaps",
            columns: OverlapRow.columns, screen: OverlapRow.screen, none: "No token is being replaced.")
        let doubtful = overlaps.filter { if case .unconfirmed = $0.verdict { true } else { false } }
        guard let first = doubtful.first else { return }
        context.output.notice(
            "\(doubtful.count) of them \(doubtful.count == 1 ? "is" : "are") unconfirmed and must be finished by ID.",
            hint: first.overlap.command("overlap finish", first.overlap.newID))
    }

    private func overlaps(_ listing: OverlapListing, _ context: Context) async throws -> [PendingOverlap] {
        do {
            return try await listing.all(try await AstroClient(context))
        } catch let error as CancellationError {
            throw error
        } catch {
            context.output.notice(
                "The server was not reached, so only this machine's records are shown: "
                    + CommandError(describing: error).message)
            return try listing.records()
        }
    }

    /// Returns the names of places that the records lack, if the server gives them.
    private func placeNames(_ overlaps: [Overlap], _ context: Context) async throws -> [String: String] {
        var names: [String: String] = [:]
        let unnamed = Dictionary(grouping: overlaps.filter { $0.placeName == nil }, by: \.organizationID)
        for (organization, overlaps) in unnamed {
            do {
                let client = try AstroClient(context, organizationID: organization)
                let scopes = Set(overlaps.compactMap(\.family?.scope))
                for scope in TokenScope.allCases where scopes.contains(scope) {
                    names.merge(try await PlaceDirectory(context, client).names(scope)) { $1 }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                context.output.info("names of places were not found: \(CommandError(describing: error).message)")
            }
        }
        return names
    }
}
