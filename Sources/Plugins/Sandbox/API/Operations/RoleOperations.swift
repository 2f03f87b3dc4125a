import AstroAPI
import AstroSandbox
import Kernel

extension ChangeOperations {
    /// Replaces a token's roles.
    ///
    /// The caller must administer each place in which a role is added, removed or changed; unchanged roles need no
    /// permission, so that a Deployment's administrator can give an Organization's token a role.
    func updateRoles(_ organizationID: String, _ id: String, _ state: inout SandboxState) throws -> HTTPResponse {
        let stored = try state.token(id, in: organizationID, for: caller)
        let organization = try state.organization(organizationID, for: caller)
        let wanted = try UpdateTokenRolesRequest(request).roles
        for role in wanted { try state.mustHave(Place(role), in: organization) }
        try mustLieInHome(wanted, of: stored, state)
        for role in Set(wanted).symmetricDifference(stored.roles) { try caller.mustAdminister(Place(role)) }
        let changed = change(stored, &state) { $0.roles = wanted }
        return try .json(200, SubjectRoles(changed.roles))
    }

    /// Refuses a role outside the place that the token belongs to, such as in another Deployment.
    private func mustLieInHome(_ roles: [TokenRole], of stored: StoredToken, _ state: SandboxState) throws {
        let home = Set(stored.home.map(state.within) ?? [])
        let errors = roles.enumerated().filter { _, role in Place(role).map { !home.contains($0) } ?? true }
        if errors.isEmpty { return }
        let message = "must lie in the token's own \(stored.token.scope.rawValue.lowercased())"
        throw SandboxRefusal(
            errors.map { .init(code: "scope", field: "roles[\($0.offset)].entityId", message: message) })
    }
}

extension SubjectRoles {
    /// Roles sorted by the kind of their place.
    fileprivate init(_ roles: [TokenRole]) {
        self.init(
            organizationRole: roles.first { $0.entityType == .organization }?.role,
            workspaceRoles: roles.filter { $0.entityType == .workspace }
                .map { WorkspaceRole(role: $0.role, workspaceId: $0.entityId) },
            deploymentRoles: roles.filter { $0.entityType == .deployment }
                .map { DeploymentRole(role: $0.role, deploymentId: $0.entityId) },
            dagRoles: roles.filter { $0.entityType == .dag || $0.entityType == .dagTag })
    }
}
