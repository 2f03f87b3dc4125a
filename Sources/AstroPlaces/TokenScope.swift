/// What a token can belong to, from the narrowest to the widest, and what people call it.
package enum TokenScope: Int, CaseIterable, Sendable, Comparable {
    case deployment
    case workspace
    case organization

    package static func < (left: TokenScope, right: TokenScope) -> Bool { left.rawValue < right.rawValue }

    /// What people call it.
    package var noun: String {
        switch self {
        case .deployment: "Deployment"
        case .workspace: "Workspace"
        case .organization: "Organization"
        }
    }

    /// The word of the command line.
    package var word: String { noun.lowercased() }

    /// The flag that names one in an example, with a space before it; none where there is only one.
    package var exampleFlag: String {
        switch self {
        case .deployment: " --deployment Production"
        case .workspace: " --workspace Analytics"
        case .organization: ""
        }
    }
}
