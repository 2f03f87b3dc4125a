package import AstroPlaces
package import Kernel

/// The options that select tokens by what the server says of each.
package struct CriteriaOptions: ArgumentGroup, Equatable {
    package static let title: String? = "Which tokens"

    @Option(help: "Tokens of this scope")
    package var scope: [TokenScope] = []

    @Option(help: "Tokens that have this role anywhere", validate: .notEmpty)
    package var role: [String] = []

    @Option(help: "Tokens of this kind")
    package var kind: [TokenKind] = []

    @OptionGroup package var history: HistoryOptions

    package init() {}

    /// What is asked for, besides places.
    package var criteria: TokenCriteria {
        var criteria = traits
        history.addAges(to: &criteria)
        return criteria
    }

    /// The same without ages, which a check takes for reasons.
    package var traits: TokenCriteria {
        var criteria = TokenCriteria()
        criteria.scopes = Set(scope)
        criteria.roles = Set(role.map { $0.uppercased() })
        criteria.kinds = Set(kind)
        history.addCreators(to: &criteria)
        return criteria
    }

    /// The ages as reasons to look after a token; those that expire within two weeks if none is given.
    package var rules: AttentionRules {
        let rules = history.rules
        return rules == AttentionRules() ? AttentionRules(expiresWithin: .seconds(14 * 86_400)) : rules
    }
}
