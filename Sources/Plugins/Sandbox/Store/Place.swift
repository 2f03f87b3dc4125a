import AstroAPI

/// A place for roles: the Organization, a Workspace or a Deployment.
///
/// A role on a DAG or a tag belongs to the Deployment around it.
enum Place: Hashable, Sendable {
    case organization(String)
    case workspace(String)
    case deployment(String)

    /// Creates the place of a role; nil if the role names none.
    init?(_ role: TokenRole) {
        switch role.entityType {
        case .organization: self = .organization(role.entityId)
        case .workspace: self = .workspace(role.entityId)
        case .deployment: self = .deployment(role.entityId)
        case .dag, .dagTag:
            guard let deployment = role.deploymentId else { return nil }
            self = .deployment(deployment)
        default: return nil
        }
    }

    /// Creates the place that a token of `scope` belongs to.
    init?(_ scope: APIToken.Scope, _ id: String) {
        switch scope {
        case .organization: self = .organization(id)
        case .workspace: self = .workspace(id)
        case .deployment: self = .deployment(id)
        default: return nil
        }
    }

    /// Its name in messages.
    var words: String {
        switch self {
        case .organization(let id): "organization \(id)"
        case .workspace(let id): "workspace \(id)"
        case .deployment(let id): "deployment \(id)"
        }
    }
}

extension SandboxState {
    /// Returns a place and every place around it, the Organization last; nil if the place doesn't exist.
    func enclosing(_ place: Place) -> [Place]? {
        switch place {
        case .organization(let id):
            return organizations.contains { $0.id == id } ? [place] : nil
        case .workspace(let id):
            guard let workspace = workspaces.first(where: { $0.id == id }) else { return nil }
            return [place, .organization(workspace.organizationId)]
        case .deployment(let id):
            guard let deployment = deployments.first(where: { $0.id == id }) else { return nil }
            return enclosing(.workspace(deployment.workspaceId)).map { [place] + $0 }
        }
    }

    /// Returns a place and every place in it.
    func within(_ place: Place) -> [Place] {
        switch place {
        case .organization(let id):
            [place] + workspaces.filter { $0.organizationId == id }.flatMap { within(.workspace($0.id)) }
        case .workspace(let id):
            [place] + deployments.filter { $0.workspaceId == id }.map { .deployment($0.id) }
        case .deployment:
            [place]
        }
    }
}
