import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

extension ItemWork {
    /// Processes an item that is replaced by a new token, or returns why not.
    func replace(_ item: RotationPlan.Item, _ mode: OverlapMode, _ isVerified: Bool) async throws -> ItemResult {
        var isForced = forced.contains(item.id)
        var isOverwritten = false
        for _ in 1...Self.attempts {
            var (facts, target) = try await whileBusy { try await self.facts(of: item, isForced: isForced) }
            facts.isOverwritten = isOverwritten
            guard let target else { return ItemResult(item, .skipped, "deleted since the plan") }
            let found = try await whileBusy { try await replacements(of: target) }
            if facts.hasKeptValue { facts.hasKeptValue = try await whileBusy { try await !forgetDead(item, found) } }
            let left: [APIToken]
            switch OverlapDecision.decide(item, facts, replacements: found) {
            case .skip(let reason): return ItemResult(item, .skipped, reason)
            case .unknown(let reason):
                return ItemResult(
                    item, .failed, "unknown: \(reason); --redo \(item.id) deletes that one and creates another")
            case .done(let new):
                return ItemResult(item, .skipped, "done before", shortToken: new.shortToken, newID: new.id)
            case .resume: left = []
            case .create(let deleting): left = deleting
            }
            let (delivery, verify) = try destinations(item, target)
            for token in left { try await whileBusy { try await delete(token, item) } }
            let created = try await whileBusy {
                try await replacement(of: target, delivery, verify: verify || isVerified).created(mode)
            }
            if let result = try await settle(item, target, created: created, delivery) { return result }
            // The destination has this worker's value, which no longer works or isn't the only new one.
            (isForced, isOverwritten) = (false, true)
            try await context.clock.sleep(for: .milliseconds(fleet.context.random.number(in: 0...1000)))
        }
        return ItemResult(item, .failed, "other workers replaced it \(Self.attempts) times meanwhile")
    }

    /// Returns the tokens that claim to replace a token now.
    private func replacements(of target: FleetTarget) async throws -> [APIToken] {
        let tokens = try await fleet.client.tokens(target.place.filter)
        return MarkedReplacements(tokens).replacements(of: target.token)
    }

    /// Deletes a token whose value nobody has, and this machine's records of it.
    private func delete(_ token: APIToken, _ item: RotationPlan.Item) async throws {
        do {
            try await fleet.client.deleteToken(id: token.id, name: token.name)
        } catch let error as APIError where error.status == 404 {}
        let overlaps = try OverlapStore(context)
        if let record = try overlaps.record(of: token.id) { try overlaps.forget(record) }
        let recovery = try RecoveryStore(context)
        for record in try recovery.all()
        where record.belongs(to: token.id) || record.name == Overlap.recordName(of: item.id) {
            try recovery.forget(record.name)
        }
    }

    /// Deletes a saved value whose token no longer exists; returns whether it did.
    ///
    /// Recovering it would overwrite the live value with one that doesn't work.
    private func forgetDead(_ item: RotationPlan.Item, _ found: [APIToken]) async throws -> Bool {
        let name = Overlap.recordName(of: item.id)
        let store = try RecoveryStore(context)
        guard let lock = try store.tryLock(name) else { return false }
        defer { lock.release() }
        guard let id = try store.record(named: name)?.id, !found.contains(where: { $0.id == id }) else { return false }
        do {
            _ = try await fleet.client.token(id: id)
            return false
        } catch let error as APIError where error.status == 404 {
            try store.forget(name)
            let overlaps = try OverlapStore(context)
            if let record = try overlaps.record(of: id) { try overlaps.forget(record) }
            return true
        }
    }

    /// Reads the new token again after the delivery; nil if another worker has since deleted or rotated it, or has
    /// created one as well.
    private func settle(
        _ item: RotationPlan.Item, _ target: FleetTarget, created: APIToken, _ delivery: SecretDelivery
    ) async throws -> ItemResult? {
        do {
            let live = try await whileBusy { try await fleet.client.token(id: created.id) }
            guard live.shortToken == created.shortToken || created.shortToken.isEmpty else { return nil }
            let others = try await whileBusy { try await replacements(of: target) }
            guard others.allSatisfy({ $0.id == created.id || $0.createdBy?.id != live.createdBy?.id }) else {
                return nil
            }
            keepReceipt(item, live, delivery)
            return ItemResult(
                item, .rotated, shortToken: live.shortToken, newID: live.id, destinations: delivery.labels)
        } catch let error as APIError where error.status == 404 {
            let overlaps = try OverlapStore(context)
            if let record = try overlaps.record(of: created.id) { try overlaps.forget(record) }
            return nil
        }
    }
}
