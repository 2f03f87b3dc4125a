#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Lists the tokens that are being replaced.
struct ListOverlaps<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"], summary: "List the tokens that are being replaced", effect: .local,
            examples: [Example("list", "Show a table")])
    }
    static var fields: [String] { Overlap.columns.map(\.field) }

    func run(in context: Context) async throws {
        let overlaps = try OverlapStore(context).all(Place.scope)
        try context.output.list(
            overlaps, key: "overlaps", columns: Overlap.columns, none: "No token is being replaced.")
    }
}

/// Deletes the old tokens whose time is over.
struct FinishOverlaps<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "finish", summary: "Delete the old tokens whose time is over",
            discussion: "Safe to run as often as you like, such as from cron.", effect: .changes,
            furtherExitCodes: [.partial],
            examples: [
                Example("finish", "Delete those that are due"),
                Example("finish NEW_TOKEN_ID", "Delete the one that this token replaced, due or not"),
            ])
    }

    @Argument(
        "NEW_TOKEN_ID", help: "The new token of the one overlap to finish, due or not", validate: .identifier,
        completion: .overlaps(Place.scope))
    var id: String?

    func run(in context: Context) async throws {
        let end = try OverlapEnd(context)
        let overlaps = try end.store.all(Place.scope)
        let chosen =
            try id.map { [try overlaps.with(id: $0, Place.scope)] }
            ?? overlaps.filter { overlap in
                overlap.due.map { $0 <= context.clock.now } ?? false
            }
        if chosen.isEmpty { return context.output.notice("No old token is due.") }
        var failures: [CommandError] = []
        for overlap in chosen {
            do {
                try await end.finish(overlap)
            } catch {
                failures.append(CommandError(describing: error))
            }
        }
        guard let first = failures.first else { return }
        if chosen.count == 1 { throw first }
        let messages = failures.map(\.message).joined(separator: "; ")
        throw CommandError(
            .partial, "\(failures.count) of \(chosen.count) were not finished: \(messages)", hint: first.hint)
    }
}

/// Deletes a new token before it takes the old one's place.
struct CancelOverlap<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cancel", summary: "Delete a new token, and keep the one that it was to replace", effect: .changes,
            examples: [Example("cancel NEW_TOKEN_ID --force", "Go back without a question")])
    }

    @Argument("NEW_TOKEN_ID", help: "The new token", validate: .identifier, completion: .overlaps(Place.scope))
    var id: String

    @Flag("f", help: "Skip the confirmation")
    var force = false

    func run(in context: Context) async throws {
        let end = try OverlapEnd(context)
        let overlap = try end.store.all(Place.scope).with(id: id, Place.scope)
        if !force {
            try await context.output.confirm(
                "Delete the new token \(overlap.newID)? Whatever uses it stops working.", flag: "--force")
        }
        try await end.cancel(overlap)
    }
}

extension [Overlap] {
    /// The one that a token's ID names, the new one's or the old one's.
    fileprivate func with(id: String, _ scope: TokenScope) throws -> Overlap {
        guard let overlap = first(where: { [$0.newID, $0.oldID].contains(id.lowercased()) }) else {
            throw CommandError(
                .notFound, "no overlap of the token \(id) is pending; nothing was changed",
                hint: "\(scope.family) overlap list")
        }
        return overlap
    }
}
