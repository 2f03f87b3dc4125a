import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A plan's decision about one token.
enum PlanDecision: Equatable {
    /// A rule decides to rotate it, identified by its index; nil if flags selected it.
    case rotate(rule: Int?)
    case leaveOut(RotationPlan.LeftOut.Why, rule: Int?)
    /// It isn't selected.
    case ignore
}

/// The criteria for the tokens of a plan.
struct PlanCriteria {
    /// Whether a policy decides, and not flags.
    var isByPolicy = false
    /// The rules with their criteria; empty in a plan that is made from flags.
    var rules: [(skip: Bool, criteria: TokenCriteria)] = []
    /// The tokens to consider.
    var selection = TokenCriteria()
    /// The ID of the token that is the credential in use.
    var own: String?
    /// The IDs of tokens that are being replaced, and of their replacements.
    var busy: Set<String> = []

    /// Decides about a token; the first rule that matches counts.
    func decide(
        _ token: APIToken, workspaceID: (APIToken) -> String?, hasHome: (APIToken) -> Bool, now: Date
    ) -> PlanDecision {
        switch selection.judge(token, workspaceID: workspaceID, now: now) {
        case true: break
        case false: return .ignore
        case nil: return .leaveOut(.unclear, rule: nil)
        }
        // If a rule can't be judged, the next one must not get the token: the first may be there to protect it.
        var isClear = true
        let rule = rules.firstIndex { rule in
            let fits = rule.criteria.judge(token, workspaceID: workspaceID, now: now)
            isClear = fits != nil
            return fits != false
        }
        guard isClear else { return .leaveOut(.unclear, rule: rule) }
        if let rule, rules[rule].skip { return .leaveOut(.skipped, rule: rule) }
        if rule == nil, isByPolicy || !rules.isEmpty { return .leaveOut(.unmatched, rule: nil) }
        if token.id == own { return .leaveOut(.ownCredential, rule: rule) }
        if busy.contains(token.id) { return .leaveOut(.replacing, rule: rule) }
        return hasHome(token) ? .rotate(rule: rule) : .leaveOut(.homeless, rule: rule)
    }
}

extension TokenCriteria {
    /// Returns why a token that matches is to be rotated.
    func reason(for token: APIToken) -> String {
        if isExpired { return "expired" }
        if let expiresWithin { return "expires within \(expiresWithin.argument)" }
        if let olderThan { return "older than \(olderThan.argument)" }
        if isNeverUsed { return "never used" }
        if let unusedFor { return "unused for \(unusedFor.argument)" }
        return "selected"
    }
}
