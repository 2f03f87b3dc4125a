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

/// What a worker does with one item of a plan, from the facts to the receipt.
struct ItemWork: Sendable {
    let fleet: Fleet
    let plan: RotationPlan
    let receipts: ReceiptFolder
    let destinations: ItemDestinations
    /// The items that are processed regardless of the facts.
    let forced: Set<String>
    /// The credential's own ID on the server.
    let own: String?
    /// The tokens that were claimed to be replaced when the run began.
    let replacements: MarkedReplacements
    /// When the run began, by the server's clock.
    let startedAt: Date

    var context: Context { fleet.context }

    /// How often an item is repeated because another worker was faster.
    static let attempts = 3
    /// How often a request is repeated because the server is busy.
    private static let busyAttempts = 120
    /// The longest wait for a busy server, in seconds.
    private static let longestWait: Int64 = 60

    /// Processes the item, or returns why not; nil if it was interrupted before it began.
    func run(_ item: RotationPlan.Item, isVerified: Bool) async -> ItemResult? {
        do {
            let label = "'\(item.name)' (\(item.id))"
            return try await receipts.locks.alone(item.id, called: label) {
                try await context.uninterrupted("rotating the token \(label)") { try await attempt(item, isVerified) }
            }
        } catch is ItemLocks.WaitInterrupted {
            return nil
        } catch {
            let told = CommandError(describing: error)
            let isKept = keepsValue(of: item) ?? (told.exitCode == .undelivered)
            if told.exitCode == .interrupted, !isKept { return nil }
            return ItemResult(item, isKept ? .undelivered : .failed, told.message)
        }
    }

    /// Returns whether a value of the item is saved here: if it isn't, fixing the destination doesn't bring it back.
    func keepsValue(of item: RotationPlan.Item) -> Bool? {
        let name = item.action == .overlap ? Overlap.recordName(of: item.id) : item.id
        guard let store = try? RecoveryStore(context), let record = try? store.record(named: name) else { return nil }
        // One that another process is working on is not saved for later.
        guard let lock = try? store.tryLock(name) else { return false }
        lock.release()
        return record.secret != nil
    }

    private func attempt(_ item: RotationPlan.Item, _ isVerified: Bool) async throws -> ItemResult {
        if let mode = item.overlapMode { return try await replace(item, mode, isVerified) }
        var isForced = forced.contains(item.id)
        for _ in 1...Self.attempts {
            let (facts, target) = try await whileBusy { try await self.facts(of: item, isForced: isForced) }
            let decision = ItemDecision.decide(item, facts)
            guard let target else { return ItemResult(item, .skipped, "deleted since the plan") }
            switch decision {
            case .skip(let reason): return ItemResult(item, .skipped, reason)
            case .unknown(let reason):
                return ItemResult(item, unknown: "\(reason); --redo \(item.id) rotates it again")
            case .done:
                if facts.hasKeptValue, let receipt = facts.receipt { await forgetKept(item, receipt) }
                return ItemResult(item, .skipped, "done before", shortToken: facts.receipt?.shortToken)
            case .rotate, .resume:
                let (delivery, verify) = try destinations.delivery(item, target)
                try destinations.claim(item, target, delivery)
                do {
                    let delivered = try await whileBusy {
                        try await rotate(target, delivery, verify: verify || isVerified, isResumed: decision == .resume)
                    }
                    if let result = try await settle(item, delivered, delivery) { return result }
                    // Another worker was faster, and its value is at the destination or is overwritten by ours.
                    isForced = true
                } catch is SupersededSecret {
                    // Whoever was faster has a moment for the delivery, of which the facts then tell.
                    try await context.clock.sleep(for: .milliseconds(context.random.number(in: 0...1000)))
                }
            }
        }
        return ItemResult(item, .failed, "other workers rotated it \(Self.attempts) times in the meantime")
    }

    /// Returns the facts about an item, and its token; nil if that was deleted.
    func facts(
        of item: RotationPlan.Item, isForced: Bool
    ) async throws -> (ItemFacts, FleetTarget?) {
        var facts = ItemFacts(now: fleet.now, madeAt: Timestamp(plan.madeAt).date ?? fleet.now)
        facts.isForced = isForced
        facts.own = own
        do {
            facts.token = try await fleet.client.token(id: item.id)
        } catch let error as APIError where error.status == 404 {
            return (facts, nil)
        }
        guard let token = facts.token else { return (facts, nil) }
        let target = try FleetTarget(token, fleet)
        facts.now = fleet.now
        facts.placeID = target.place.id
        facts.receipt = receipts.receipt(of: item.id)
        // What replaces it is another question for an overlap.
        if item.action == .rotate { facts.isBusy = try await isBusy(token) }
        facts.hasKeptValue =
            item.action == .overlap
            ? try RecoveryStore(context).record(named: Overlap.recordName(of: item.id)) != nil
            : try await keepsLiveValue(of: token)
        return (facts, target)
    }

    /// Whether this machine keeps the live value of a token; a dead one is forgotten.
    ///
    /// Whoever recovered that would put it in the place of the live one.
    private func keepsLiveValue(of token: APIToken) async throws -> Bool {
        let store = try RecoveryStore(context)
        guard let record = try store.record(named: token.id), (try? record.secret?.requireUsable()) != nil else {
            return false
        }
        if try await fleet.client.isLive(record, of: token) { return true }
        guard let lock = try store.tryLock(token.id) else { return false }
        defer { lock.release() }
        // Another process may have kept a newer value since the token was read.
        guard let last = try store.record(named: token.id) else { return false }
        if try await fleet.client.isLive(last, of: try await fleet.client.token(id: token.id)) { return true }
        if last.secret != nil { try? store.forget(token.id) }
        return false
    }

    /// Whether a token is being replaced, or replaces another.
    private func isBusy(_ token: APIToken) async throws -> Bool {
        let store = try OverlapStore(context)
        for record in try store.all() where record.part(of: token.id) != nil {
            if try await !store.forgetEnded(record, knowing: token.id, fleet.client) { return true }
        }
        return !replacements.replacements(of: token).isEmpty
    }

    private func rotate(
        _ target: FleetTarget, _ delivery: SecretDelivery, verify: Bool, isResumed: Bool
    ) async throws -> APIToken {
        try await replacement(of: target, delivery, verify: verify).rotated(resuming: isResumed)
    }

    /// Returns the rotation or replacement of an item's token.
    func replacement(of target: FleetTarget, _ delivery: SecretDelivery, verify: Bool) -> TokenReplacement {
        var options = IssueOptions()
        options.cleanOutput = true
        options.verify = verify
        let issue = TokenIssue(
            context: context, client: fleet.client, delivery: delivery, options: options, before: target.token)
        return TokenReplacement(of: target.token, in: target.place, issue)
    }

    /// Reads the token again after the delivery; nil if another worker has rotated it in the meantime.
    private func settle(
        _ item: RotationPlan.Item, _ delivered: APIToken, _ delivery: SecretDelivery
    ) async throws -> ItemResult? {
        let live = try await whileBusy { try await fleet.client.token(id: item.id) }
        guard live.shortToken == delivered.shortToken || delivered.shortToken.isEmpty else { return nil }
        keepReceipt(item, live, delivery)
        return ItemResult(item, .rotated, shortToken: live.shortToken, destinations: delivery.labels)
    }

    /// Records that every destination has the value of a token.
    func keepReceipt(_ item: RotationPlan.Item, _ live: APIToken, _ delivery: SecretDelivery) {
        do {
            try receipts.keep(
                Receipt(
                    plan: plan.shortName, id: item.id, shortToken: live.shortToken, destinations: delivery.labels,
                    deliveredAt: fleet.now.rfc3339, newId: live.id == item.id ? nil : live.id))
        } catch {
            context.output.warning(
                "'\(item.name)' (\(item.id)) was rotated and delivered, but has no receipt: "
                    + CommandError(describing: error).message)
        }
    }

    /// Deletes this machine's saved value of a token whose live value another worker has delivered.
    ///
    /// Recovering it would overwrite the live value with one that doesn't work.
    private func forgetKept(_ item: RotationPlan.Item, _ receipt: Receipt) async {
        do {
            let store = try RecoveryStore(context)
            guard let lock = try store.tryLock(item.id) else { return }
            defer { lock.release() }
            // Nobody on this machine rotates the token now, so the saved value can't be newer than this answer.
            guard try await fleet.client.token(id: item.id).shortToken == receipt.shortToken else { return }
            try store.forget(item.id)
        } catch {
            // The value is kept, and so is the reminder of it.
        }
    }

    /// Repeats a request while the server is busy: a request that it refuses for that reason was not carried out.
    func whileBusy<Value>(_ body: () async throws -> Value) async throws -> Value {
        for attempt in 0..<Self.busyAttempts {
            let asked: String?
            do {
                return try await body()
            } catch let error as APIError where [429, 503].contains(error.status) {
                asked = error.retryAfter
            } catch let error as BusyServer {
                asked = error.retryAfter
            }
            let wait = asked.flatMap { Int64($0) } ?? 1 << min(attempt, 5)
            try await context.clock.sleep(for: .seconds(min(max(wait, 1), Self.longestWait)))
        }
        return try await body()
    }
}
