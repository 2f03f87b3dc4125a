#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import Delivery
import Kernel

/// Creates the token that replaces another: with the same name, description, roles and lifetime.
struct OverlapCreation {
    let context: Context
    let client: AstroClient
    let place: TokenPlace
    let old: APIToken
    let mode: OverlapMode
    /// Whether the new token's description says what it replaces.
    let isMarked: Bool
    /// Whether to create a token even if others exist; the caller has checked those.
    let startsAnew: Bool

    /// The rotation that this is part of; running it again continues an interrupted one.
    var repetition: Hint { place.command("rotate", old.id, "--overlap", mode.argument) }

    /// Returns the new token with its value, after recording both tokens.
    func create(after earlier: RecoveryRecord?) async throws -> APIToken {
        let store = try OverlapStore(context)
        let earlier = startsAnew ? nil : earlier
        let roles = place.isForAgents ? [] : try old.roles(besides: place)
        let begun = startsAnew ? nil : try await begun(earlier, store)
        var created = if let begun { begun } else { try await make(after: earlier) }
        guard !created.id.isEmpty else {
            context.output.warning(
                "without the new token's ID, this machine cannot save that it replaces \(old.label), nor give it the "
                    + "old one's other roles; \(old.label) keeps working until you delete it",
                hint: place.command("delete", old.id))
            return created
        }
        // The latest run decides, including when the old token may be deleted.
        if earlier != nil { created = await retimed(created) }
        let overlap = try overlap(created)
        keep(overlap, store)
        do {
            if !roles.isEmpty { try await giveRoles(roles, to: created) }
        } catch {
            throw await withdrawn(created, roles.count, CommandError(describing: error).message, isNew: earlier == nil)
            {
                try store.forget(overlap)
            }
        }
        return created
    }

    private func make(after earlier: RecoveryRecord?) async throws -> APIToken {
        guard isMarked else { return try await creation(nil).create(after: earlier) }
        if earlier == nil, !startsAnew { try await requireUnreplaced() }
        let mark = OverlapMark(oldID: old.id, due: due(client.now(context.clock)), nonce: try nonce(earlier))
        do {
            let created = try await creation(mark).create(after: earlier)
            if !created.id.isEmpty, created.mark?.oldID != old.id {
                context.output.warning(
                    "the server did not keep in the token's description that it replaces \(old.label); "
                        + "finish the overlap on this machine")
            }
            return created
        } catch let error as APIError where error.mayMeanDescription {
            // A request that was refused as malformed changed nothing.
            context.output.warning(
                "the server refuses the description with what the new token replaces (\(error.message)); "
                    + "creating it without, so finish the overlap on this machine")
            return try await creation(nil).create(after: earlier)
        }
    }

    private func creation(_ mark: OverlapMark?) throws -> TokenCreation {
        TokenCreation(
            client: client, context: context, place: place, request: try request(mark),
            recordName: Overlap.recordName(of: old.id), repetition: repetition, replaced: old, mark: mark)
    }

    /// Returns the random text for the mark, recorded before the request so that a lost answer doesn't cost a token.
    private func nonce(_ earlier: RecoveryRecord?) throws -> String {
        if let nonce = earlier?.nonce { return nonce }
        let nonce = String((0..<Self.nonceLength).compactMap { _ in context.random.element(of: Self.letters) })
        let store = try RecoveryStore(context)
        if var record = try store.record(named: Overlap.recordName(of: old.id)) {
            record.nonce = nonce
            try store.keep(record)
        }
        return nonce
    }

    private static let nonceLength = 10
    private static let letters = "abcdefghijklmnopqrstuvwxyz0123456789"

    /// Refuses a second replacement by the same credential, which another machine may have created.
    private func requireUnreplaced() async throws {
        let listed: [APIToken]
        do {
            listed = try await context.preparing { try await client.tokens(place.filter) }
        } catch let error as APIError where error.status == 403 {
            return
        }
        let found = MarkedReplacements(listed).replacements(of: old)
        guard !found.isEmpty else { return }
        let own = try await context.ownSubjectID()
        for new in found {
            guard let own, new.createdBy?.id.lowercased() == own.lowercased() else {
                context.output.warning(
                    "the token \(new.label), created by \(new.createdBy?.displayName.shortened ?? "somebody"), "
                        + "is said to replace \(old.label), too")
                continue
            }
            throw alreadyReplaced(by: new.id)
        }
    }

    private func alreadyReplaced(by newID: String) -> CommandError {
        CommandError.usage(
            "the token \(old.label) is already being replaced by \(newID); nothing was changed",
            hint: place.family.command("overlap finish", [newID]))
    }

    /// Records the overlap; if that fails, the token exists anyway, so its value is still delivered.
    private func keep(_ overlap: Overlap, _ store: OverlapStore) {
        do {
            try store.keep(overlap)
        } catch  where overlap.nonce != nil {
            context.output.warning(
                "only the server knows that the token \(overlap.newID) replaces \(old.label): "
                    + CommandError(describing: error).message,
                hint: overlap.command("overlap finish", overlap.newID))
        } catch {
            context.output.warning(
                "this machine could not save that the token \(overlap.newID) replaces \(old.label): "
                    + "\(CommandError(describing: error).message); delete the old one yourself",
                hint: place.command("delete", old.id))
        }
    }

    /// The token that an earlier run made and put on record before it was cut off; nil where there is none.
    private func begun(_ earlier: RecoveryRecord?, _ store: OverlapStore) async throws -> APIToken? {
        // The last one first: it is the one whose value may be under way.
        for pending in try store.all(place.family).reversed()
        where pending.oldID == old.id && (earlier?.id ?? pending.newID) == pending.newID {
            if let earlier {
                do {
                    return try await goOn(pending, earlier)
                } catch let error as APIError where error.status == 404 { try store.forget(pending) }
            } else {
                let isOver = try await context.preparing {
                    try await store.forgetEnded(pending, knowing: old.id, client)
                }
                if !isOver { throw alreadyReplaced(by: pending.newID) }
            }
        }
        return nil
    }

    private func goOn(_ pending: Overlap, _ earlier: RecoveryRecord) async throws -> APIToken {
        let token = try await client.token(id: pending.newID)
        guard client.changesTokens || (try? earlier.secret?.requireUsable()) != nil else {
            throw CommandError(
                .undelivered,
                "nobody has the value of the token \(pending.newID), and agent tokens cannot be rotated; "
                    + "the token \(old.label) keeps working",
                hint: pending.command("overlap cancel", pending.newID))
        }
        context.output.notice("An earlier run created \(token.label) but did not deliver its value; continuing.")
        return try await TokenRotation(client: client, context: context, repetition: repetition).value(
            of: token, kept: earlier.secret)
    }

    /// Returns the token of an earlier run, with this run's time in its mark.
    private func retimed(_ token: APIToken) async -> APIToken {
        guard let mark = token.mark, mark.oldID == old.id, client.changesTokens else { return token }
        let due = due(client.now(context.clock))
        if let due, let marked = mark.due, abs(due.timeIntervalSince(marked)) < Self.tolerance { return token }
        if due == nil, mark.due == nil { return token }
        var retimed = token
        retimed.description = OverlapMark(oldID: old.id, due: due, nonce: mark.nonce).marking(token.description)
        let request = UpdateTokenRequest(name: token.name, description: retimed.description)
        do {
            _ = try await client.updateToken(id: token.id, request, known: token)
            return retimed
        } catch {
            context.output.warning(
                "the server still says that \(old.label) works until \(mark.due?.rfc3339 ?? "the overlap is finished"): "
                    + CommandError(describing: error).message)
            return token
        }
    }

    /// The largest difference between the times of two runs with the same options, in seconds.
    private static let tolerance: TimeInterval = 60

    private func request(_ mark: OverlapMark?) throws -> CreateTokenRequest {
        guard let role = place.isForAgents ? "" : old.role(in: place) else { throw old.notIn(place) }
        return CreateTokenRequest(
            name: old.name, role: role, scope: old.scope, entityId: place.scope == .organization ? nil : place.id,
            description: mark?.marking(old.description) ?? OverlapMark.note(in: old.description), kind: old.kind,
            tokenExpiryPeriodInDays: old.expiryPeriodInDays)
    }

    private func giveRoles(_ roles: [TokenRole], to created: APIToken) async throws {
        let own = (created.roles ?? []).filter { $0.isHeld(in: place) }
        try await client.updateTokenRoles(id: created.id, own + roles, name: created.name)
    }

    /// Returns the error for a new token that lacks roles of the old one; deletes it if it is new, without a delivery.
    private func withdrawn(
        _ created: APIToken, _ count: Int, _ reason: String, isNew: Bool, forget: () throws -> Void
    ) async -> CommandError {
        let roles = count == 1 ? "a role" : "\(count) roles"
        let failure = "the new token \(created.label) could not get \(roles) of the old one: \(reason)"
        let remaining = CommandError(
            .failure, "\(failure); it still exists, and the token \(old.label) keeps working",
            hint: place.command("delete", created.id))
        guard isNew else { return remaining }
        do {
            try await client.deleteToken(id: created.id, name: created.name)
            try forget()
        } catch {
            return remaining
        }
        return CommandError(.failure, "\(failure); it was deleted, and the token \(old.label) keeps working")
    }

    func overlap(_ created: APIToken) throws -> Overlap {
        // The server's clock, which also decides when the overlap ends.
        let now = client.now(context.clock)
        let mark = created.mark.flatMap { $0.oldID == old.id ? $0 : nil }
        return Overlap(
            context: try context.auth.domain(), organizationID: client.organizationID, scope: place.family.word,
            placeID: place.id, placeName: place.name, name: old.name, oldID: old.id, newID: created.id, begin: now,
            due: mark.map(\.due) ?? due(now), nonce: mark?.nonce)
    }

    private func due(_ now: Date) -> Date? {
        if case .after(let duration) = mode { now.addingTimeInterval(duration.timeInterval) } else { nil }
    }
}

extension APIError {
    /// Whether the server may have refused only the description.
    fileprivate var mayMeanDescription: Bool {
        [400, 413, 422].contains(status)
            && (fieldErrors.isEmpty || fieldErrors.contains { $0.field == "description" })
    }
}
