import AstroAPI
import AstroTokens
import Delivery
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A worker's decision about one item, based only on facts: any worker can safely make it at any time.
enum ItemDecision: Equatable {
    /// Rotate the token.
    case rotate
    /// Deliver the value that an earlier run on this machine saved.
    case resume
    /// The item is done.
    case done
    /// Leave the token alone.
    case skip(String)
    /// Nobody can tell whether anyone has the live value.
    case unknown(String)
}

/// The known facts about one item.
struct ItemFacts {
    /// The token as it is now; nil if it was deleted.
    var token: APIToken?
    /// The place that it belongs to now.
    var placeID: String?
    /// The record that an earlier worker wrote after it had delivered a value.
    var receipt: Receipt?
    /// Whether this machine keeps the live value of the token undelivered.
    var hasKeptValue = false
    /// The token that this value belongs to where it replaces the item's.
    var keptID: String?
    /// Whether it is being replaced, or replaces another.
    var isBusy = false
    /// Whether this run has overwritten what another worker delivered, so that the receipt is obsolete.
    var isOverwritten = false
    /// The credential's own ID on the server; nil if unknown.
    var own: String?
    /// Whether a person said to process it regardless of the facts.
    var isForced = false
    var now: Date
    /// When the plan was made.
    var madeAt: Date
}

extension ItemDecision {
    /// Decides.
    static func decide(_ item: RotationPlan.Item, _ facts: ItemFacts) -> ItemDecision {
        guard let token = facts.token else { return .skip("deleted since the plan") }
        if facts.isForced { return .rotate }
        let change = change(of: token, item, facts)
        if RotationPlan.Fingerprint(token) == item.fingerprint { return change.map(ItemDecision.skip) ?? .rotate }
        if let receipt = facts.receipt, receipt.shortToken == token.shortToken, !token.shortToken.isEmpty {
            return .done
        }
        if facts.hasKeptValue { return .resume }
        let decision = rotated(token, item, facts.own)
        guard let change else { return decision }
        // The live value may be nobody's, but a rotation may no longer be what somebody wants.
        switch decision {
        case .rotate: return .unknown("rotated since the plan, without a receipt, and \(change)")
        case .unknown(let reason): return .unknown("\(reason); \(change)")
        case .resume, .done, .skip: return decision
        }
    }

    /// Returns why the token is no longer the planned one; nil if it is.
    static func change(of token: APIToken, _ item: RotationPlan.Item, _ facts: ItemFacts) -> String? {
        if token.name != item.name { return "renamed since the plan, to '\(token.name.shortened)'" }
        if token.scope.rawValue != item.scope || facts.placeID != item.placeId { return "moved since the plan" }
        if facts.isBusy { return "being replaced since the plan" }
        guard let planned = item.endAt, planned == token.endAt?.text, let end = token.endAt?.date else { return nil }
        // Rotating it would make it valid again. A token that had already expired when it was planned is rotated.
        return end <= facts.now && end > facts.madeAt ? "expired since the plan" : nil
    }

    /// Decides about a token that was rotated since the plan, without a receipt.
    private static func rotated(_ token: APIToken, _ item: RotationPlan.Item, _ own: String?) -> ItemDecision {
        guard let rotated = token.lastRotatedAt, rotated.text != item.fingerprint.lastRotatedAt else {
            return .unknown("its value changed, but the server does not say when it was rotated")
        }
        // If the token was edited after the rotation, `updatedBy` names only the editor.
        guard let when = rotated.date, let updated = token.updatedAt.date, isSameSecond(when, updated),
            let who = token.updatedBy, let own
        else { return .unknown("rotated since the plan, and the server does not say by whom") }
        // A worker may have died between the server and the destination: nobody may have the value.
        if who.id.lowercased() == own.lowercased() { return .rotate }
        return .skip("rotated since the plan, by \(who.displayName)")
    }

    private static func isSameSecond(_ left: Date, _ right: Date) -> Bool {
        left.timeIntervalSince1970.rounded(.down) == right.timeIntervalSince1970.rounded(.down)
    }
}
