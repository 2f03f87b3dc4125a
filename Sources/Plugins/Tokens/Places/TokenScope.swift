import AstroAPI

/// What a token can belong to, from the narrowest to the widest, and how its family of commands speaks of it.
enum TokenScope: Int, CaseIterable, Sendable, Comparable {
    case deployment
    case workspace
    case organization

    static func < (left: TokenScope, right: TokenScope) -> Bool { left.rawValue < right.rawValue }

    /// The scope that the API names, or nil where it names one that is newer than this program.
    init?(_ scope: APIToken.Scope) {
        guard let known = Self.allCases.first(where: { $0.apiScope == scope }) else { return nil }
        self = known
    }

    var apiScope: APIToken.Scope {
        switch self {
        case .deployment: .deployment
        case .workspace: .workspace
        case .organization: .organization
        }
    }

    var entityType: TokenRole.EntityType {
        switch self {
        case .deployment: .deployment
        case .workspace: .workspace
        case .organization: .organization
        }
    }

    /// What people call it.
    var noun: String {
        switch self {
        case .deployment: "Deployment"
        case .workspace: "Workspace"
        case .organization: "Organization"
        }
    }

    /// The word of the command line.
    var word: String { noun.lowercased() }

    /// The roles that every one of its kind has; custom roles come on top.
    var roles: [String] {
        switch self {
        case .deployment: ["DEPLOYMENT_ADMIN"]
        case .workspace: ["WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR", "WORKSPACE_OWNER"]
        case .organization: ["ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER"]
        }
    }

    /// The commands for tokens that belong to it.
    var family: String { "astro \(word) token" }

    /// The paths of its family's commands, for references between them.
    func commands(_ verbs: String...) -> [String] { verbs.map { "\(word) token \($0)" } }

    /// The flag that names one in an example, with a space before it; none where there is only one.
    var exampleFlag: String { self == .organization ? "" : " --\(word)-id ID" }

    /// What an option for a role says of its values.
    func roleHelp(_ role: String) -> String {
        "\(role) in the \(noun): \(roles.joined(separator: ", ")) or a custom role"
    }

    /// Which tokens a family lists.
    var tokensWords: String { self == .organization ? "of the Organization" : "with a role in a \(noun)" }
}
