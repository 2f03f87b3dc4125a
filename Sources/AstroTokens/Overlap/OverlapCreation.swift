#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import Delivery
import Kernel

/// Makes the token that takes another's place: the same name, description, roles and lifetime.
struct OverlapCreation {
    let context: Context
    let client: AstroClient
    let place: TokenPlace
    let old: APIToken
    let mode: OverlapMode

    /// The rotation that this is part of; where it was cut off, it goes on.
    var repetition: Hint { place.command("rotate", old.id, "--overlap", mode.argument) }

    /// The new token with its value; both tokens are on record from then on.
    func create(after earlier: RecoveryRecord?) async throws -> APIToken {
        let store = try OverlapStore(context)
        let roles = place.isForAgents ? [] : try old.roles(besides: place)
        let created: APIToken
        if let pending = try store.all(place.family).first(where: { $0.oldID == old.id }) {
            created = try await goOn(pending, earlier)
        } else {
            created = try await make(after: earlier)
        }
        guard !created.id.isEmpty else {
            context.output.warning(
                "that the new token replaces \(old.label) could not be put on record without its ID, nor could it get "
                    + "the old one's further roles; \(old.label) keeps working until you delete it",
                hint: place.command("delete", old.id))
            return created
        }
        // The last word counts, also on when the old one is to go.
        keep(try overlap(created), store)
        if !roles.isEmpty { try await giveRoles(roles, to: created) }
        return created
    }

    private func make(after earlier: RecoveryRecord?) async throws -> APIToken {
        try await TokenCreation(
            client: client, context: context, place: place, request: try request(),
            recordName: Overlap.recordName(of: old.id), repetition: repetition, replaced: old
        ).create(after: earlier)
    }

    /// The token is there: where it cannot be put on record, its value is delivered all the same.
    private func keep(_ overlap: Overlap, _ store: OverlapStore) {
        do {
            try store.keep(overlap)
        } catch {
            context.output.warning(
                "that the token \(overlap.newID) replaces \(old.label) could not be put on record: "
                    + "\(CommandError(describing: error).message); delete the old one yourself",
                hint: place.command("delete", old.id))
        }
    }

    /// The token that an earlier run made and put on record before it was cut off.
    private func goOn(_ pending: Overlap, _ earlier: RecoveryRecord?) async throws -> APIToken {
        guard let earlier else {
            throw CommandError.usage(
                "the token \(old.label) is being replaced by \(pending.newID) already; nothing was changed",
                hint: pending.command("overlap finish", pending.newID))
        }
        guard client.changesTokens || (try? earlier.secret?.requireUsable()) != nil else {
            throw CommandError(
                .undelivered,
                "nobody has the value of the token \(pending.newID), and an agent token cannot be given another; "
                    + "the token \(old.label) keeps working",
                hint: pending.command("overlap cancel", pending.newID))
        }
        let token = try await client.token(id: pending.newID)
        context.output.notice("An earlier run made the token \(token.label) and did not deliver its value: going on.")
        return try await TokenRotation(client: client, context: context, repetition: repetition).value(
            of: token, kept: earlier.secret)
    }

    private func request() throws -> CreateTokenRequest {
        guard let role = place.isForAgents ? "" : old.role(in: place) else { throw old.notIn(place) }
        return CreateTokenRequest(
            name: old.name, role: role, scope: old.scope, entityId: place.scope == .organization ? nil : place.id,
            description: old.description, kind: old.kind, tokenExpiryPeriodInDays: old.expiryPeriodInDays)
    }

    /// Without them the new token is no match for the old one; the value is kept all the same.
    private func giveRoles(_ roles: [TokenRole], to created: APIToken) async throws {
        do {
            let own = (created.roles ?? []).filter { $0.isHeld(in: place) }
            try await client.updateTokenRoles(id: created.id, own + roles, name: created.name)
        } catch {
            context.output.warning(
                "the new token \(created.label) lacks \(roles.count) roles of the old one: \(CommandError(describing: error).message)"
            )
        }
    }

    func overlap(_ created: APIToken) throws -> Overlap {
        // The server's clock, as the end is decided by it, too.
        let now = client.now(context.clock)
        let due: Duration? = if case .after(let duration) = mode { duration } else { nil }
        return Overlap(
            context: try context.auth.domain(), organizationID: client.organizationID, scope: place.family.word,
            placeID: place.id, placeName: place.name, name: old.name, oldID: old.id, newID: created.id, begin: now,
            due: due.map { now.addingTimeInterval($0.timeInterval) })
    }
}
