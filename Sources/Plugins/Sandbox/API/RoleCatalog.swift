import AstroAPI

/// The roles for each kind of place: the API's own, and a few custom ones of the sandbox.
enum RoleCatalog {
    static func names(in type: TokenRole.EntityType) -> [String] {
        switch type {
        case .organization:
            ["ORGANIZATION_MEMBER", "ORGANIZATION_BILLING_ADMIN", "ORGANIZATION_OWNER", "ORGANIZATION_AUDITOR"]
        case .workspace:
            ["WORKSPACE_MEMBER", "WORKSPACE_AUTHOR", "WORKSPACE_OPERATOR", "WORKSPACE_OWNER", "WORKSPACE_REVIEWER"]
        case .deployment: ["DEPLOYMENT_ADMIN", "DEPLOYMENT_VIEWER", "DEPLOYMENT_RELEASER"]
        case .dag, .dagTag: ["DAG_VIEWER", "DAG_AUTHOR"]
        default: []
        }
    }

    /// The roles that allow changes to the tokens in the place and everything in it.
    static let administrators: Set<String> = ["ORGANIZATION_OWNER", "WORKSPACE_OWNER", "DEPLOYMENT_ADMIN"]

    /// Refuses a role that doesn't exist for that kind of place.
    static func check(_ role: String, in type: TokenRole.EntityType, _ fields: inout BodyReader) {
        let names = names(in: type)
        if !names.contains(role) {
            fields.refuse("role", code: "role", "must be one of \(names.joined(separator: ", "))")
        }
    }
}
