import AstroAPI
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a worker does about one item, decided by facts alone: any worker may ask at any time, and does no harm.
enum ItemDecision: Equatable {
    /// Rotate the token.
    case rotate
    /// Deliver the value that an earlier run on this machine kept.
    case resume
    /// Nothing is left to do.
    case done
    /// Leave the token alone.
    case skip(String)
    /// Nobody can tell whether somebody has the live value.
    case unknown(String)
}

/// What is known about one item.
struct ItemFacts {
    /// The token as it is; nil if it is gone.
    var token: APIToken?
    /// The place that it belongs to now.
    var placeID: String?
    /// What an earlier worker left when it had delivered a value.
    var receipt: Receipt?
    /// Whether this machine keeps the live value of the token undelivered.
    var hasKeptValue = false
    /// The token that this value belongs to where it replaces the item's.
    var keptID: String?
    /// Whether it is being replaced, or replaces another.
    var isBusy = false
    /// Whether this run has written over what another worker delivered: what a receipt tells is over then.
    var isOverwritten = false
    /// Who the credential in use is, to the server; nil if unknown.
    var own: String?
    /// Whether a person said that it is to be done whatever the facts are.
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

    /// What makes the token another one than was planned.
    static func change(of token: APIToken, _ item: RotationPlan.Item, _ facts: ItemFacts) -> String? {
        if token.name != item.name { return "renamed since the plan, to '\(token.name.shortened)'" }
        if token.scope.rawValue != item.scope || facts.placeID != item.placeId { return "moved since the plan" }
        if facts.isBusy { return "being replaced since the plan" }
        guard let planned = item.endAt, planned == token.endAt?.text, let end = token.endAt?.date else { return nil }
        // A rotation would let it in again. One that had expired before was planned as it was.
        return end <= facts.now && end > facts.madeAt ? "expired since the plan" : nil
    }

    /// Decides over a token that got another value since the plan, of which no receipt tells.
    private static func rotated(_ token: APIToken, _ item: RotationPlan.Item, _ own: String?) -> ItemDecision {
        guard let rotated = token.lastRotatedAt, rotated.text != item.fingerprint.lastRotatedAt else {
            return .unknown("its value changed, but the server does not say when it was rotated")
        }
        // An edit since then tells of the edit alone.
        guard let when = rotated.date, let updated = token.updatedAt.date, isSameSecond(when, updated),
            let who = token.updatedBy, let own
        else { return .unknown("rotated since the plan, and the server does not say by whom") }
        // A worker died between the server and the destination: nobody may have the value.
        if who.id.lowercased() == own.lowercased() { return .rotate }
        return .skip("rotated since the plan, by \(who.displayName)")
    }

    private static func isSameSecond(_ left: Date, _ right: Date) -> Bool {
        left.timeIntervalSince1970.rounded(.down) == right.timeIntervalSince1970.rounded(.down)
    }
}
