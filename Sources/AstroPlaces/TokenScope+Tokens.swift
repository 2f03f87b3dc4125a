package import AstroAPI
package import Kernel

/// The meaning of each scope for tokens, and the wording of its family of commands.
extension TokenScope {
    /// Creates the scope that the API names; nil if the program doesn't know it.
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

    /// The built-in roles, besides custom ones.
    package var roles: [String] {
        switch self {
        case .deployment: ["DEPLOYMENT_ADMIN"]
        case .workspace: ["WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR", "WORKSPACE_OWNER"]
        case .organization: ["ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER"]
        }
    }

    /// Returns a command for tokens that belong to it.
    package func command(_ verb: String, _ arguments: [String] = []) -> Hint {
        TokenFamily.tokens(self).command(verb, arguments)
    }

    /// Returns the help of an option for a role.
    package func roleHelp(_ role: String) -> String {
        "\(role) in the \(noun): \(roles.joined(separator: ", ")) or a custom role"
    }

    /// Which tokens a family lists.
    package var tokensWords: String { self == .organization ? "of the Organization" : "with a role in a \(noun)" }
}

/// The wording of a family of commands.
extension TokenFamily {
    /// Returns a command of the family.
    package func command(_ verb: String, _ arguments: [String] = []) -> Hint { .command("\(group) \(verb)", arguments) }

    /// Returns the paths of its commands, for references between them.
    package func commands(_ verbs: String...) -> [String] { verbs.map { "\(group) \($0)" } }

    /// The scope of its tokens.
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

    /// Returns a command for its tokens.
    package func command(_ verb: String, _ arguments: String...) -> Hint { family.command(verb, arguments + option) }

    /// The filter of its listing.
    package var filter: TokenFilter {
        switch scope {
        case .deployment: .deployment(id)
        case .workspace: .workspace(id)
        case .organization: .organization
        }
    }
}
