/// A family of commands for tokens, by what the tokens belong to.
package enum TokenFamily: Sendable, Hashable {
    /// The tokens that have roles, by the kind of place that they belong to.
    case tokens(TokenScope)
    /// The tokens of a Deployment's Remote Execution agents, which the API keeps separate from all others.
    case agentTokens

    /// Creates the family that a record names; nil if a newer version of the program wrote the record.
    package init?(word: String) {
        if word == Self.agentTokens.word {
            self = .agentTokens
        } else {
            guard let scope = TokenScope(argument: word) else { return nil }
            self = .tokens(scope)
        }
    }

    /// Its name in records.
    package var word: String {
        switch self {
        case .tokens(let scope): scope.word
        case .agentTokens: "agent"
        }
    }

    /// The scope of its tokens.
    package var scope: TokenScope {
        switch self {
        case .tokens(let scope): scope
        case .agentTokens: .deployment
        }
    }

    /// The group of its commands.
    package var group: String {
        switch self {
        case .tokens(let scope): "\(scope.word) token"
        case .agentTokens: "deployment agent-token"
        }
    }
}
