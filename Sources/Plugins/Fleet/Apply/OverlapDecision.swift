import AstroAPI
import AstroTokens
import Kernel

/// A worker's decision about an item that is replaced by a new token, based only on facts.
enum OverlapDecision: Equatable {
    /// Create a token, and delete those that earlier workers created but whose values nobody has.
    case create(deleting: [APIToken])
    /// Continue what an earlier run on this machine began.
    case resume
    /// A token replaces it, and its value was delivered.
    case done(APIToken)
    /// Leave the token alone.
    case skip(String)
    /// Nobody can tell whether anyone has the new token's value.
    case unknown(String)

    /// Decides.
    ///
    /// - Parameter replacements: The tokens that claim to replace the item's token.
    static func decide(
        _ item: RotationPlan.Item, _ facts: ItemFacts, replacements: [APIToken]
    ) -> OverlapDecision {
        guard let token = facts.token else { return .skip("deleted since the plan") }
        if let reason = ItemDecision.change(of: token, item, facts) { return .skip(reason) }
        let own = replacements.filter { isOwn($0, facts.own) }
        if let other = replacements.first(where: { !isOwn($0, facts.own) }) {
            return facts.own == nil || other.createdBy == nil
                ? .unknown("the server does not say who created \(other.id), which replaces it")
                : .skip("being replaced since the plan, by \(other.createdBy?.displayName ?? "")")
        }
        if facts.isForced { return .create(deleting: own) }
        if !facts.isOverwritten, let done = own.first(where: { isDelivered($0, facts.receipt) }) { return .done(done) }
        // The run that began it knows more than the server.
        if facts.hasKeptValue { return .resume }
        if let used = own.first(where: { $0.lastUsedAt != nil }) {
            return .unknown("\(used.id) replaces it and was used, and no receipt tells where its value went")
        }
        if own.isEmpty, RotationPlan.Fingerprint(token) != item.fingerprint { return .skip("rotated since the plan") }
        return .create(deleting: own)
    }

    private static func isOwn(_ token: APIToken, _ own: String?) -> Bool {
        own.map { $0.lowercased() == token.createdBy?.id.lowercased() } ?? false
    }

    private static func isDelivered(_ token: APIToken, _ receipt: Receipt?) -> Bool {
        !token.shortToken.isEmpty && receipt?.shortToken == token.shortToken
    }
}
