import AstroAPI
import AstroTokens
import Delivery
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a worker does about an item that is replaced by a new token, decided by facts alone.
enum OverlapDecision: Equatable {
    /// Create a token, and delete those that earlier workers created but whose values nobody has.
    case create(deleting: [APIToken])
    /// Continue what an earlier run on this machine began.
    case resume
    /// A token replaces it, and its value was delivered; others were not.
    case done(APIToken, deleting: [APIToken])
    /// Leave the token alone.
    case skip(String)
    /// Nobody can tell whether anyone has the new token's value.
    case unknown(String)

    /// Decides.
    ///
    /// - Parameter replacements: The tokens that are said to replace the item's token, and the one of the receipt.
    static func decide(
        _ item: RotationPlan.Item, _ facts: ItemFacts, replacements: [APIToken]
    ) -> OverlapDecision {
        guard let token = facts.token else { return .skip("deleted since the plan") }
        let own = replacements.filter { isOwn($0, facts.own) }
        let isOver = facts.isForced || facts.isOverwritten
        if !isOver, let done = replacements.first(where: { $0.isDelivered(facts.receipt) }) {
            let others = own.filter { $0.id != done.id }
            // The check of a kept value uses it.
            let used = others.first { $0.lastUsedAt != nil && $0.id != facts.keptID }
            guard let used else { return .done(done, deleting: others) }
            return .unknown("\(done.id) replaces it, and so does \(used.id), which was used as well")
        }
        if let reason = ItemDecision.change(of: token, item, facts) {
            guard !own.isEmpty || facts.hasKeptValue, !facts.isBusy else { return .skip(reason) }
            guard facts.isForced else {
                return .unknown("\(reason), and nobody may have the value of the token that replaces it")
            }
        }
        if let other = replacements.first(where: { !isOwn($0, facts.own) }) {
            return facts.own == nil || other.createdBy == nil
                ? .unknown("the server does not say who created \(other.id), which replaces it")
                : .skip("being replaced since the plan, by \(other.createdBy?.displayName ?? "")")
        }
        if facts.isForced { return .create(deleting: own) }
        let used = own.first { $0.lastUsedAt != nil && facts.isEarlier($0, among: own) }
        if let used, !facts.isOverwritten {
            return .unknown("\(used.id) replaces it and was used, and no receipt tells where its value went")
        }
        // The run that began it knows more than the server.
        if facts.hasKeptValue { return .resume }
        if own.isEmpty, RotationPlan.Fingerprint(token) != item.fingerprint { return .skip("rotated since the plan") }
        return .create(deleting: own)
    }

    /// Whether the credential in use created a token.
    static func isOwn(_ token: APIToken, _ own: String?) -> Bool {
        own.map { $0.lowercased() == token.createdBy?.id.lowercased() } ?? false
    }
}

extension ItemFacts {
    /// Whether a token was there before the one whose value this machine keeps: a later one makes that one go.
    func isEarlier(_ token: APIToken, among replacements: [APIToken]) -> Bool {
        guard let kept = replacements.first(where: { $0.id == keptID }) else { return keptID == nil }
        return kept.isNewer(than: token)
    }
}

extension APIToken {
    /// Whether a receipt tells of its value.
    func isDelivered(_ receipt: Receipt?) -> Bool {
        guard let receipt, !shortToken.isEmpty, receipt.shortToken == shortToken else { return false }
        return receipt.newId ?? id == id
    }

    /// Whether it was created after another; of two tokens of one moment, the greater ID decides.
    ///
    /// Whoever reads both from the server comes to the same end.
    func isNewer(than other: APIToken) -> Bool {
        let (mine, others) = (createdAt.date ?? .distantPast, other.createdAt.date ?? .distantPast)
        return (mine, id) > (others, other.id)
    }
}
