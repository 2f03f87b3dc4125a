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

    @Option(
        valueName: "WHO", help: "Tokens created by this person or token, by name or ID", validate: .notEmpty
    )
    package var createdBy: [String] = []

    @Option(help: "Tokens whose value is older than DURATION")
    package var olderThan: Duration?

    @Option(help: "Tokens that expire within DURATION")
    package var expiresWithin: Duration?

    @Flag(help: "Tokens that have expired")
    package var expired = false

    @Option(help: "Tokens that nobody used for DURATION")
    package var unusedFor: Duration?

    @Flag(help: "Tokens that nobody ever used")
    package var neverUsed = false

    package init() {}

    /// What is asked for, besides places.
    package var criteria: TokenCriteria {
        var criteria = traits
        criteria.olderThan = olderThan
        criteria.expiresWithin = expiresWithin
        criteria.isExpired = expired
        criteria.unusedFor = unusedFor
        criteria.isNeverUsed = neverUsed
        return criteria
    }

    /// The same without ages, which a check takes for reasons.
    package var traits: TokenCriteria {
        var criteria = TokenCriteria()
        criteria.scopes = Set(scope)
        criteria.roles = Set(role.map { $0.uppercased() })
        criteria.kinds = Set(kind)
        criteria.creators = Set(createdBy.map { $0.lowercased() })
        return criteria
    }

    /// The ages as reasons to look after a token; those that expire within two weeks if none is given.
    package var rules: AttentionRules {
        let rules = AttentionRules(
            expiresWithin: expiresWithin, isExpired: expired, olderThan: olderThan, unusedFor: unusedFor,
            isNeverUsed: neverUsed)
        return rules == AttentionRules() ? AttentionRules(expiresWithin: .seconds(14 * 86_400)) : rules
    }
}
