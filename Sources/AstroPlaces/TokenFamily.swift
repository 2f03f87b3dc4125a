/// A family of commands for tokens: whose they are.
package enum TokenFamily: Sendable, Hashable {
    /// The tokens that have roles, by what they belong to.
    case tokens(TokenScope)
    /// The tokens of a Deployment's Remote Execution agents, which the API keeps apart from all others.
    case agentTokens

    /// The family that a record names; nil if it is newer than this program.
    package init?(word: String) {
        if word == Self.agentTokens.word {
            self = .agentTokens
        } else {
            guard let scope = TokenScope(argument: word) else { return nil }
            self = .tokens(scope)
        }
    }

    /// What records call it.
    package var word: String {
        switch self {
        case .tokens(let scope): scope.word
        case .agentTokens: "agent"
        }
    }

    /// What its tokens belong to.
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
