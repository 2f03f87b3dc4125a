import AstroAPI
import AstroPlaces
package import Kernel

/// Deletes the old tokens whose overlap has ended.
package struct FinishOverlaps<Family: OverlapFamily>: Command, Equatable {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            "finish", summary: "Delete old tokens whose overlap has ended",
            discussion:
                "Deletes an old token when its overlap has ended by the server's clock and the new one was used, or "
                + "verified by --verify. A token whose replacement was never used is kept, and so is one that another "
                + "credential or a different token claims to replace: finish that one by its ID. Safe to run as often "
                + "as you like, on any machine, such as from cron.", effect: .changes,
            furtherExitCodes: [.partial],
            examples: [
                Example("finish", "Delete all that are due"),
                Example("finish NEW_TOKEN_ID", "Delete the token that this one replaced, even if not due"),
                Example("finish NEW_TOKEN_ID --force", "Delete it even if the new one was never used"),
            ])
    }

    @Argument(
        "NEW_TOKEN_ID", help: "The replacement whose overlap to finish, even if not due; by ID or name",
        validate: .notEmpty,
        completion: .overlaps(Family.family))
    package var id: String?

    @Flag("y", aliases: ["f"], help: "Skip the confirmation")
    package var yes = false

    @Flag(help: "Finish one even if its new token was never used; implies --yes")
    package var force = false

    package init() {}

    package func validate() throws {
        guard force, id == nil else { return }
        throw CommandError.usage("--force is for one overlap; pass NEW_TOKEN_ID", hint: Family.listCommand)
    }

    package func run(in context: Context) async throws {
        let listing = try OverlapListing(context, Family.family)
        let end = try await OverlapEnd(context)
        if let id {
            let pending = try await listing.pending(id, Family.self, end.client)
            try await confirm(pending, end, context)
            _ = try await end.finish(
                pending.overlap, isRecorded: pending.isRecorded, consent: force ? .forced : .given)
        } else {
            try await finish(try await due(listing, end, context), end, context)
        }
    }

    /// Asks for confirmation if the overlap ends early, or if it is doubtful that the new token replaces the old one.
    private func confirm(_ pending: PendingOverlap, _ end: OverlapEnd, _ context: Context) async throws {
        let overlap = pending.overlap
        if case .void = pending.verdict { return }
        guard !yes, !force else { return }
        let isDoubtful = pending.doubt != nil
        let isEarly = overlap.due.map { $0 > end.client.now(context.clock) } ?? false
        guard isDoubtful || isEarly else { return }
        if let doubt = pending.doubt { context.output.warning("\(pending.claim): \(doubt)") }
        if isEarly, let due = overlap.due {
            context.output.warning(
                "the old token \(overlap.oldID) of '\(overlap.name)' was to work until \(due.rfc3339), "
                    + "and whatever still uses it stops working")
        }
        try await context.output.confirm(
            isDoubtful ? "Delete the token \(overlap.oldID)?" : "Delete it now?", flag: "--yes")
    }

    /// Returns the overlaps that may be due; only this machine's if the server refuses to list its tokens.
    private func due(
        _ listing: OverlapListing, _ end: OverlapEnd, _ context: Context
    ) async throws -> [PendingOverlap] {
        let all: [PendingOverlap]
        do {
            all = try await context.preparing { try await listing.all(end.client) }
        } catch let error as APIError where error.status == 403 {
            all = try listing.records()
            context.output.notice(
                "This credential may not list the tokens, so only overlaps that this machine started are checked.")
        }
        return all.filter { $0.overlap.due != nil }
    }

    /// Ends the overlaps that are due by the server's clock, which its answers contain.
    private func finish(_ overlaps: [PendingOverlap], _ end: OverlapEnd, _ context: Context) async throws {
        var failures: [CommandError] = []
        var chosen = 0
        for pending in overlaps {
            let overlap = pending.overlap
            let isDue = overlap.due.map { $0 <= end.client.now(context.clock) } ?? false
            // The first answer contains the time; after that, only overlaps that are due need a request.
            guard !end.knowsTime || isDue else { continue }
            do {
                let outcome = try await end.finish(overlap, isRecorded: pending.isRecorded, consent: .none)
                if outcome != .notDue { chosen += 1 }
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

/// Deletes a new token before it replaces the old one.
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
        let listing = try OverlapListing(context, Family.family)
        let end = try await OverlapEnd(context)
        let pending = try await listing.pending(id, Family.self, end.client)
        let overlap = pending.overlap
        if !yes {
            if let doubt = pending.doubt { context.output.warning("\(pending.claim): \(doubt)") }
            try await context.output.confirm(
                "Delete the new token \(overlap.newID)? Whatever uses it stops working.", flag: "--yes")
        }
        try await end.cancel(overlap)
    }
}

extension OverlapListing {
    /// Returns the overlap of a token's name or ID, either the new one's or the old one's.
    ///
    /// An overlap that this machine began without a mark is found without a request.
    fileprivate func pending<Family: OverlapFamily>(
        _ id: String, _ family: Family.Type, _ client: AstroClient
    ) async throws -> PendingOverlap {
        let records = try records()
        if let known = try? records.with(id: id, family), known.overlap.nonce == nil { return known }
        do {
            return try await all(client).with(id: id, family)
        } catch let error as APIError {
            if let known = try? records.with(id: id, family) { return known }
            throw error
        } catch {
            // The listing forgets the record of an overlap that somebody else has ended.
            guard let known = try? records.with(id: id, family).overlap, try !isRecorded(known) else { throw error }
            throw try await end(of: known, client)
        }
    }

    /// The error for an overlap of which one token is gone.
    private func end(of overlap: Overlap, _ client: AstroClient) async throws -> CommandError {
        var (gone, kept) = ("old token \(overlap.oldID)", "new token \(overlap.newID)")
        do {
            _ = try await client.reaching(overlap.endpoints).token(id: overlap.newID)
        } catch let error as APIError where error.status == 404 {
            (gone, kept) = (kept, gone)
        }
        return CommandError(
            .notFound, "the overlap has ended: the \(gone) no longer exists; the \(kept) is kept; nothing was changed",
            hint: overlap.command("overlap list"))
    }
}

extension [PendingOverlap] {
    /// Returns the overlap of a token's name or ID, either the new one's or the old one's.
    fileprivate func with<Family: OverlapFamily>(id: String, _ family: Family.Type) throws -> PendingOverlap {
        let named = Reference.isID(id) ? [] : filter { $0.overlap.name == id }
        let lowercased = id.lowercased()
        let found = named.isEmpty ? matches { $0.newID == lowercased } ?? matches { $0.oldID == lowercased } : named
        guard let found, let first = found.first else {
            throw CommandError(
                .notFound, "no overlap of the token \(id.shortened) is pending; nothing was changed",
                hint: Family.listCommand)
        }
        guard found.count == 1 else {
            throw CommandError(
                .notFound,
                "\(found.count) overlaps match '\(id.shortened)': "
                    + "\(found.map(\.overlap.newID).joined(separator: ", ")); nothing was changed",
                hint: "name one of them by its ID")
        }
        return first
    }

    private func matches(_ isMeant: (Overlap) -> Bool) -> [PendingOverlap]? {
        let found = filter { isMeant($0.overlap) }
        return found.isEmpty ? nil : found
    }
}
