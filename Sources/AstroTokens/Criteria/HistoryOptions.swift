package import Kernel

/// The options that select tokens by creator, age, use and expiry.
package struct HistoryOptions: ArgumentGroup, Equatable {
    package static let title: String? = CriteriaOptions.title

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

    @Option(help: "Tokens not used for DURATION")
    package var unusedFor: Duration?

    @Flag(help: "Tokens that were never used")
    package var neverUsed = false

    package init() {}

    /// The criteria that the options set.
    package var criteria: TokenCriteria {
        var criteria = TokenCriteria()
        addCreators(to: &criteria)
        addAges(to: &criteria)
        return criteria
    }

    func addCreators(to criteria: inout TokenCriteria) {
        criteria.creators = Set(createdBy.map { $0.lowercased() })
    }

    func addAges(to criteria: inout TokenCriteria) {
        criteria.olderThan = olderThan
        criteria.expiresWithin = expiresWithin
        criteria.isExpired = expired
        criteria.unusedFor = unusedFor
        criteria.isNeverUsed = neverUsed
    }

    /// The ages as reasons for attention.
    var rules: AttentionRules {
        AttentionRules(
            expiresWithin: expiresWithin, isExpired: expired, olderThan: olderThan, unusedFor: unusedFor,
            isNeverUsed: neverUsed)
    }
}
