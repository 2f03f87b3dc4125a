#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import Kernel

/// A selection that is applied to a list page by page.
package struct CriteriaFilter {
    private let criteria: TokenCriteria
    private let workspaceID: (APIToken) -> String?
    /// The number of tokens that could not be judged.
    private var unclear = 0

    package init(_ criteria: TokenCriteria, workspaceID: @escaping (APIToken) -> String? = { _ in nil }) {
        self.criteria = criteria
        self.workspaceID = workspaceID
    }

    /// Returns the tokens that match.
    package mutating func fitting(_ tokens: [APIToken], now: Date) -> [APIToken] {
        guard !criteria.isEverything else { return tokens }
        return tokens.filter { token in
            let fits = criteria.judge(token, workspaceID: workspaceID, now: now)
            if fits == nil { unclear += 1 }
            return fits == true
        }
    }

    /// Warns of tokens that were left out because the server's data about them is incomplete.
    package func tell(_ output: Output) {
        guard unclear > 0 else { return }
        let (tokens, them) = unclear == 1 ? ("1 token", "it") : ("\(unclear) tokens", "them")
        output.warning("\(tokens) left out: the server does not say enough about \(them) to apply the selection")
    }
}
