package import AstroPlaces
package import Kernel

/// The options that select tokens by their properties on the server.
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

    /// The criteria that the options set, except for places.
    package var criteria: TokenCriteria {
        var criteria = traits
        history.addAges(to: &criteria)
        return criteria
    }

    /// The criteria without ages, which a check uses as reasons instead.
    package var traits: TokenCriteria {
        var criteria = TokenCriteria()
        criteria.scopes = Set(scope)
        criteria.roles = Set(role.map { $0.uppercased() })
        criteria.kinds = Set(kind)
        history.addCreators(to: &criteria)
        return criteria
    }

    /// The ages as reasons for attention; by default, expiry within two weeks.
    package var rules: AttentionRules {
        let rules = history.rules
        return rules == AttentionRules() ? AttentionRules(expiresWithin: .seconds(14 * 86_400)) : rules
    }
}
