package import AstroAPI
package import AstroPlaces
package import Kernel

/// What each scope means for tokens, and how its family of commands speaks of it.
extension TokenScope {
    /// The scope that the API names, or nil if it names one that is newer than this program.
    package init?(_ scope: APIToken.Scope) {
        guard let known = Self.allCases.first(where: { $0.apiScope == scope }) else { return nil }
        self = known
    }

    package var apiScope: APIToken.Scope {
        switch self {
        case .deployment: .deployment
        case .workspace: .workspace
        case .organization: .organization
        }
    }

    package var entityType: TokenRole.EntityType {
        switch self {
        case .deployment: .deployment
        case .workspace: .workspace
        case .organization: .organization
        }
    }

    /// The roles that every one of its kind has; custom roles come on top.
    package var roles: [String] {
        switch self {
        case .deployment: ["DEPLOYMENT_ADMIN"]
        case .workspace: ["WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR", "WORKSPACE_OWNER"]
        case .organization: ["ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER"]
        }
    }

    /// The command for tokens that belong to it.
    package func command(_ verb: String, _ arguments: [String] = []) -> Hint {
        TokenFamily.tokens(self).command(verb, arguments)
    }

    /// What an option for a role says of its values.
    package func roleHelp(_ role: String) -> String {
        "\(role) in the \(noun): \(roles.joined(separator: ", ")) or a custom role"
    }

    /// Which tokens a family lists.
    package var tokensWords: String { self == .organization ? "of the Organization" : "with a role in a \(noun)" }
}

/// How a family of commands speaks of itself.
extension TokenFamily {
    /// A command of the family.
    package func command(_ verb: String, _ arguments: [String] = []) -> Hint { .command("\(group) \(verb)", arguments) }

    /// The paths of its commands, for references between them.
    package func commands(_ verbs: String...) -> [String] { verbs.map { "\(group) \($0)" } }

    /// The scope that its tokens bear.
    package var apiScope: APIToken.Scope {
        switch self {
        case .tokens(let scope): scope.apiScope
        case .agentTokens: .agent
        }
    }
}

/// The tokens of a place.
extension TokenPlace {
    /// The command that lists its tokens.
    package var listCommand: Hint { command("list") }

    /// A command for its tokens.
    package func command(_ verb: String, _ arguments: String...) -> Hint { family.command(verb, arguments + option) }

    /// Which tokens a listing of it asks for.
    package var filter: TokenFilter {
        switch scope {
        case .deployment: .deployment(id)
        case .workspace: .workspace(id)
        case .organization: .organization
        }
    }
}
