#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
package import Kernel

/// Lists the tokens that are being replaced.
package struct ListOverlaps<Family: OverlapFamily>: Command, Equatable {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"], summary: "List the tokens that are being replaced",
            discussion: "The names of places that are not on record are asked for; without the server, their IDs stay.",
            isList: true, examples: [Example("list", "Show a table")])
    }
    package static var fields: [String] { Overlap.columns.map(\.field) }

    package init() {}

    package func run(in context: Context) async throws {
        let overlaps = try await named(try OverlapStore(context).all(Family.family), context)
        try context.output.list(
            overlaps, key: "overlaps", columns: Overlap.columns, screen: Overlap.screen,
            none: "No token is being replaced.")
    }

    /// The overlaps with the names of their places, as far as the server tells them.
    private func named(_ overlaps: [Overlap], _ context: Context) async throws -> [Overlap] {
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
        return overlaps.map { overlap in
            var overlap = overlap
            overlap.placeName = overlap.placeName ?? names[overlap.placeID]
            return overlap
        }
    }
}

/// Deletes the old tokens whose time is over.
package struct FinishOverlaps<Family: OverlapFamily>: Command, Equatable {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            "finish", summary: "Delete old tokens whose overlap has ended",
            discussion:
                "An old token is deleted when its time is over by the server's clock and the new one was used, or "
                + "verified by --verify. One whose new token was never used stays. Safe to run as often as you like, such "
                + "as from cron.", effect: .changes,
            furtherExitCodes: [.partial],
            examples: [
                Example("finish", "Delete all that are due"),
                Example("finish NEW_TOKEN_ID", "Delete the token that this one replaced, even if not due"),
            ])
    }

    @Argument(
        "NEW_TOKEN_ID", help: "The replacement whose overlap to finish, even if not due; by ID or name",
        validate: .notEmpty,
        completion: .overlaps(Family.family))
    package var id: String?

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation when finishing early")
    package var yes = false

    package init() {}

    package func run(in context: Context) async throws {
        let end = try await OverlapEnd(context)
        let overlaps = try end.store.all(Family.family)
        if let id {
            let overlap = try overlaps.with(id: id, Family.self)
            try await confirm(overlap, end, context)
            _ = try await end.finish(overlap)
        } else {
            try await finish(overlaps.filter { $0.due != nil }, end, context)
        }
    }

    /// Asks where the old token was to work longer; where a person was to decide, that is decided.
    private func confirm(_ overlap: Overlap, _ end: OverlapEnd, _ context: Context) async throws {
        guard !yes, let due = overlap.due, due > end.client.now(context.clock) else { return }
        context.output.warning(
            "the old token \(overlap.oldID) of '\(overlap.name)' was to work until \(due.rfc3339), "
                + "and whatever still uses it stops working")
        try await context.output.confirm("Delete it now?", flag: "--yes")
    }

    /// Ends those that are due by the server's clock, which its answers tell.
    private func finish(_ overlaps: [Overlap], _ end: OverlapEnd, _ context: Context) async throws {
        var failures: [CommandError] = []
        var chosen = 0
        for overlap in overlaps {
            let isDue = { overlap.due.map { $0 <= end.client.now(context.clock) } ?? false }
            // The first answer tells the time; by then it is known whether to ask for the others at all.
            guard !end.knowsTime || isDue() else { continue }
            do {
                if try await end.finish(overlap, isDue: isDue) != .notDue { chosen += 1 }
            } catch {
                chosen += 1
                failures.append(CommandError(describing: error))
            }
        }
        if let warning = end.client.clockWarning(context.clock) { context.output.warning(warning) }
        if chosen == 0 { return context.output.notice("No old token is due.") }
        guard let first = failures.first else { return }
        if chosen == 1 { throw first }
        let messages = failures.map(\.message).joined(separator: "; ")
        throw CommandError(
            .partial, "\(failures.count) of \(chosen) were not finished: \(messages)", hint: first.hint)
    }
}

/// Deletes a new token before it takes the old one's place.
package struct CancelOverlap<Family: OverlapFamily>: Command, Equatable {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cancel", summary: "Delete a replacement token and keep the old one", effect: .changes,
            examples: [Example("cancel NEW_TOKEN_ID --yes", "Cancel without a confirmation")])
    }

    @Argument(
        "NEW_TOKEN_ID", help: "The new token, by ID or name", validate: .notEmpty, completion: .overlaps(Family.family))
    package var id: String

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    package var yes = false

    package init() {}

    package func run(in context: Context) async throws {
        let end = try await OverlapEnd(context)
        let overlap = try end.store.all(Family.family).with(id: id, Family.self)
        if !yes {
            try await context.output.confirm(
                "Delete the new token \(overlap.newID)? Whatever uses it stops working.", flag: "--yes")
        }
        try await end.cancel(overlap)
    }
}

extension [Overlap] {
    /// The one that a token's name or ID names, the new one's or the old one's.
    fileprivate func with<Family: OverlapFamily>(id: String, _ family: Family.Type) throws -> Overlap {
        let namesakes = Reference.isID(id) ? [] : filter { $0.name == id }
        if namesakes.count > 1 {
            throw CommandError(
                .notFound,
                "\(namesakes.count) overlaps are of tokens named '\(id.shortened)': "
                    + "\(namesakes.map(\.newID).joined(separator: ", ")); nothing was changed",
                hint: "name one of them by its ID")
        }
        let known = namesakes.first ?? first { [$0.newID, $0.oldID].contains(id.lowercased()) }
        guard let overlap = known else {
            throw CommandError(
                .notFound, "no overlap of the token \(id.shortened) is pending; nothing was changed",
                hint: Family.listCommand)
        }
        return overlap
    }
}
