import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How workers on one item settle which of their tokens stays, without a disk that they share:
///
/// 1. Each creates its token first, so that there is always one that can be delivered.
/// 2. Of the tokens that are there then, the newest stays. The worker of an older one deletes its own and delivers
///    nothing; the worker of the newest deletes the others, and only then delivers its value.
/// 3. After its delivery each reads its token again. If it is there, whoever deletes it later delivers later, too. If
///    it is gone, this worker may have written over the value that stays, and does the item once more.
extension ItemWork {
    /// What one worker knows of its earlier tries.
    private struct Tries {
        var isForced: Bool
        /// Whether a value that is dead by now may lie at the destination.
        var isOverwritten = false
        /// What another worker had left when that was found.
        var overwritten: Receipt?
    }

    /// What a worker sees before it decides.
    private struct Sight {
        var target: FleetTarget
        var facts: ItemFacts
        /// The tokens that are said to replace the item's token.
        var found: [APIToken]
    }

    /// Another worker's token stays, and this worker's was deleted before anybody had its value.
    private struct Overtaken: Error {}

    /// How often an item is done again because other workers were at it.
    private static let rounds = 5
    /// How long another worker may take for what it began, in seconds.
    private static let patience = 15

    /// Does an item that is replaced by a new token, or says why not.
    func replace(_ item: RotationPlan.Item, _ mode: OverlapMode, _ isVerified: Bool) async throws -> ItemResult {
        var tries = Tries(isForced: forced.contains(item.id))
        for _ in 1...Self.rounds {
            guard let sight = try await patientLook(at: item, tries) else { return try await deleted(item) }
            let left: [APIToken]?
            switch OverlapDecision.decide(item, sight.facts, replacements: sight.found) {
            case .skip(let reason): return ItemResult(item, .skipped, reason)
            case .unknown(let reason):
                return ItemResult(
                    item, unknown: "\(reason); --redo \(item.id) deletes that one and creates another")
            case .done(let new, let deleting):
                for token in deleting { try await delete(token) }
                return ItemResult(item, .skipped, "done before", shortToken: new.shortToken, newID: new.id)
            case .resume: left = nil
            case .create(let deleting): left = deleting
            }
            if let result = try await round(item, mode, isVerified, sight, deleting: left, &tries) { return result }
            try await context.clock.sleep(for: .milliseconds(fleet.context.random.number(in: 0...1000)))
        }
        return ItemResult(
            item, .failed,
            "other workers replaced it \(Self.rounds) times in the meantime; run it again when they are done")
    }

    /// Creates and delivers a token; nil where another worker's token stays or may have been written over.
    ///
    /// - Parameter left: The tokens to delete; nil goes on with the one that this machine keeps the value of.
    private func round(
        _ item: RotationPlan.Item, _ mode: OverlapMode, _ isVerified: Bool, _ sight: Sight, deleting left: [APIToken]?,
        _ tries: inout Tries
    ) async throws -> ItemResult? {
        let (delivery, verify) = try destinations.delivery(item, sight.target)
        try destinations.claim(item, sight.target, delivery)
        let replacement = replacement(of: sight.target, delivery, verify: verify || isVerified)
        let seesReceipts = !tries.isForced && !tries.isOverwritten
        do {
            let created = try await whileBusy {
                try await replacement.created(mode, startsAnew: left != nil) { new in
                    do {
                        try await settle(item, sight.target, new, deleting: left, seesReceipts: seesReceipts)
                    } catch  where left != nil || error is Overtaken {
                        // Nobody has its value. One that cannot be deleted now is found by its mark.
                        try? await delete(new)
                        throw error
                    }
                }
            }
            tries.isForced = false
            guard !created.id.isEmpty else {
                return ItemResult(item, unknown: "its value was delivered, but the server told no ID of it")
            }
            if let result = try await confirm(item, sight.target, created, delivery) { return result }
        } catch is Overtaken {
            tries.isForced = false
            return nil
        } catch let error as CommandError where error.exitCode == .undelivered {
            // The value of a token that another worker deleted meanwhile is refused, and of no use to anybody.
            guard try await whileBusy({ try await forgetDead(item, []) }) else { throw error }
        }
        // What lies at the destination may be this worker's, and is dead: no receipt tells the truth now.
        tries.isOverwritten = true
        tries.overwritten = receipts.receipt(of: item.id) ?? tries.overwritten
        receipts.forget(item.id)
        return nil
    }

    /// Looks at an item, and again for a while where another worker seems to be at it.
    private func patientLook(at item: RotationPlan.Item, _ tries: Tries) async throws -> Sight? {
        var sight = try await look(at: item, tries)
        for _ in 0..<Self.patience {
            guard !tries.isForced, let seen = sight,
                seen.found.contains(where: { !$0.isDelivered(tries.overwritten) && isUnderWay($0, seen) })
            else { break }
            try await context.clock.sleep(for: .seconds(1))
            sight = try await look(at: item, tries)
        }
        return sight
    }

    /// Whether another worker may be about to deliver a token's value.
    private func isUnderWay(_ token: APIToken, _ sight: Sight) -> Bool {
        guard !token.isDelivered(sight.facts.receipt), OverlapDecision.isOwn(token, own),
            sight.facts.isEarlier(token, among: sight.found), let created = token.createdAt.date,
            created.addingTimeInterval(TimeInterval(Self.patience)) > fleet.now
        else { return false }
        return created > startedAt || token.lastUsedAt != nil
    }

    private func look(at item: RotationPlan.Item, _ tries: Tries) async throws -> Sight? {
        try await whileBusy {
            var (facts, target) = try await self.facts(of: item, isForced: tries.isForced)
            guard let target else { return nil }
            var found = try await replacements(of: target)
            // Read after the list: a receipt that tells of a token on it is not missed.
            facts.receipt = receipts.receipt(of: item.id)
            if let id = facts.receipt?.newId, !found.contains(where: { $0.id == id }),
                let token = try await token(id), token.isCounterpart(of: target.token)
            {
                found.append(token)
            }
            if facts.hasKeptValue { facts.hasKeptValue = try await !forgetDead(item, found) }
            facts.keptID = try keptID(item, found)
            if let kept = found.first(where: { $0.id == facts.keptID }), try await keepsDead(item, kept) {
                (facts.hasKeptValue, facts.keptID) = (false, nil)
            }
            facts.isOverwritten = tries.isOverwritten
            if !facts.hasKeptValue { facts.isBusy = try await isBusyElsewhere(item, found) }
            return Sight(target: target, facts: facts, found: found)
        }
    }

    /// The token whose value this machine keeps, or was about to get.
    private func keptID(_ item: RotationPlan.Item, _ found: [APIToken]) throws -> String? {
        guard let record = try RecoveryStore(context).record(named: Overlap.recordName(of: item.id)) else { return nil }
        return record.id ?? found.first { $0.mark?.nonce != nil && $0.mark?.nonce == record.nonce }?.id
    }

    /// Whether this machine keeps a value of a token that is not its live one.
    private func keepsDead(_ item: RotationPlan.Item, _ kept: APIToken) async throws -> Bool {
        let record = try RecoveryStore(context).record(named: Overlap.recordName(of: item.id))
        guard let record, record.secret != nil else { return false }
        return try await !fleet.client.isLive(record, of: kept)
    }

    /// The result for an item whose token was deleted: its replacement's value may still be undelivered.
    private func deleted(_ item: RotationPlan.Item) async throws -> ItemResult {
        let reason = "deleted since the plan"
        guard try await whileBusy({ try await !forgetDead(item, []) }), keepsValue(of: item) == true else {
            return ItemResult(item, .skipped, reason)
        }
        return ItemResult(item, .undelivered, "\(reason), and the value of its replacement is saved on this machine")
    }

    /// Whether the token is part of an overlap that is none of the plan's, as far as this machine knows.
    private func isBusyElsewhere(_ item: RotationPlan.Item, _ found: [APIToken]) async throws -> Bool {
        let store = try OverlapStore(context)
        for record in try store.all() where !found.contains(where: { $0.id == record.newID }) {
            guard record.newID == item.id || record.oldID == item.id && record.nonce == nil else { continue }
            if try await !store.forgetEnded(record, knowing: item.id, fleet.client) { return true }
        }
        return false
    }

    /// Makes way for the token of another worker, or has those of others make way for this one.
    private func settle(
        _ item: RotationPlan.Item, _ target: FleetTarget, _ new: APIToken, deleting left: [APIToken]?,
        seesReceipts: Bool
    ) async throws {
        guard !new.id.isEmpty else { return }
        let listed = try await whileBusy { try await replacements(of: target) }
        let unmarked = (left ?? []).filter { token in !listed.contains { $0.id == token.id } }
        let others = unmarked + listed.filter { $0.id != new.id && OverlapDecision.isOwn($0, own) }
        // Those that are used only now are used by their workers.
        let rivals = others.filter { token in
            !(left ?? []).contains { $0.id == token.id && ($0.lastUsedAt != nil || token.lastUsedAt == nil) }
        }
        let receipt = seesReceipts ? receipts.receipt(of: item.id) : nil
        var mine = listed.first { $0.id == new.id }
        if mine == nil { mine = try await whileBusy { try await token(new.id) } }
        guard let mine, !others.contains(where: { $0.isDelivered(receipt) }),
            !rivals.contains(where: { $0.lastUsedAt != nil || $0.isNewer(than: mine) })
        else { throw Overtaken() }
        for token in others { try await delete(token) }
    }

    /// Returns the tokens that claim to replace a token now.
    private func replacements(of target: FleetTarget) async throws -> [APIToken] {
        let tokens = try await fleet.client.tokens(target.place.filter)
        return MarkedReplacements(tokens).replacements(of: target.token)
    }

    /// A token as it is now; nil if it is gone.
    private func token(_ id: String) async throws -> APIToken? {
        do {
            return try await fleet.client.token(id: id)
        } catch let error as APIError where error.status == 404 {
            return nil
        }
    }

    /// Deletes a token whose value nobody has, and what this machine knows of it.
    private func delete(_ token: APIToken) async throws {
        try await whileBusy {
            do {
                try await fleet.client.deleteToken(id: token.id, name: token.name)
            } catch let error as APIError where error.status == 404 {}
        }
        let overlaps = try OverlapStore(context)
        if let record = try overlaps.record(of: token.id) { try overlaps.forget(record) }
        let recovery = try RecoveryStore(context)
        for record in try recovery.all() where record.belongs(to: token.id) { try recovery.forget(record.name) }
    }

    /// Deletes a saved value whose token no longer exists; returns whether it did.
    ///
    /// Recovering it would overwrite the live value with one that doesn't work.
    private func forgetDead(_ item: RotationPlan.Item, _ found: [APIToken]) async throws -> Bool {
        let name = Overlap.recordName(of: item.id)
        let store = try RecoveryStore(context)
        guard let lock = try store.tryLock(name) else { return false }
        defer { lock.release() }
        guard let id = try store.record(named: name)?.id, !found.contains(where: { $0.id == id }),
            try await token(id) == nil
        else { return false }
        try store.forget(name)
        let overlaps = try OverlapStore(context)
        if let record = try overlaps.record(of: id) { try overlaps.forget(record) }
        return true
    }

    /// Reads the new token again after the delivery, and leaves a receipt; nil where another worker has deleted it
    /// meanwhile, or created one that this worker did not see before.
    private func confirm(
        _ item: RotationPlan.Item, _ target: FleetTarget, _ created: APIToken, _ delivery: SecretDelivery
    ) async throws -> ItemResult? {
        guard let live = try await whileBusy({ try await token(created.id) }) else {
            let overlaps = try OverlapStore(context)
            if let record = try overlaps.record(of: created.id) { try overlaps.forget(record) }
            return nil
        }
        guard live.shortToken == created.shortToken || created.shortToken.isEmpty else {
            return ItemResult(
                item,
                unknown: "somebody rotated \(live.id), which replaces it, meanwhile; --redo \(item.id) deletes that "
                    + "one and creates another")
        }
        keepReceipt(item, live, delivery)
        // Once more: the receipt of a worker that was faster may have been replaced.
        let listed = try await whileBusy { try await replacements(of: target) }
        let isThere =
            if listed.contains(where: { $0.id == live.id }) { true } else {
                try await whileBusy { try await token(live.id) } != nil
            }
        let others = listed.filter { $0.id != live.id && OverlapDecision.isOwn($0, own) }
        guard isThere, !others.contains(where: { live.isNewer(than: $0) }) else { return nil }
        return ItemResult(item, .rotated, shortToken: live.shortToken, newID: live.id, destinations: delivery.labels)
    }
}
