import AstroAPI
import AstroSandbox
import Kernel

/// The operations that change nothing.
struct ReadOperations {
    let state: SandboxState
    let caller: Caller
    let request: HTTPRequest

    func answer(_ route: Route) throws -> HTTPResponse {
        switch route {
        case .getSelf: try getSelf()
        case .listOrganizations: try listOrganizations()
        case .getOrganization(let id): try .json(200, state.organization(id, for: caller))
        case .listWorkspaces(let organization): try listWorkspaces(organization)
        case .listDeployments(let organization): try listDeployments(organization)
        case .getDeployment(let organization, let id): try getDeployment(organization, id)
        case .listTokens(let organization): try listTokens(organization)
        case .getToken(let organization, let id):
            try .json(200, state.token(id, in: organization, for: caller).token)
        case .listAgentTokens(let organization, let deployment): try listAgentTokens(organization, deployment)
        case .getAgentToken(let organization, let deployment, let id):
            try .json(200, state.agentToken(id, of: deployment, in: organization, for: caller).token)
        case .createToken, .updateToken, .deleteToken, .updateRoles, .rotateToken, .createAgentToken,
            .deleteAgentToken:
            throw SandboxRefusal(500, "a change was taken for a reading")
        }
    }

    private func getSelf() throws -> HTTPResponse {
        var query = try Query(request)
        _ = query.choice("createIfNotExist", of: ["true", "false"])
        try query.check()
        guard caller.profile.subjectType == "USER" else { throw SandboxRefusal.unknown("user behind an API token") }
        return try .json(
            200,
            [
                "id": caller.profile.id, "username": caller.profile.username ?? "",
                "fullName": caller.profile.fullName ?? "", "status": "ACTIVE",
            ])
    }

    private func listOrganizations() throws -> HTTPResponse {
        var query = try Query(request)
        let page = PageRequest(&query)
        try query.check()
        return try .json(200, page.page(state.organizations.filter { caller.sees(.organization($0.id)) }))
    }

    private func listWorkspaces(_ organizationID: String) throws -> HTTPResponse {
        let organization = try state.organization(organizationID, for: caller)
        var query = try Query(request)
        let page = PageRequest(&query)
        let ids = query.list("workspaceIds")
        let names = query.list("names")
        try query.check()
        let workspaces = state.workspaces.filter {
            $0.organizationId == organization.id && caller.sees(.workspace($0.id))
                && ids.allows($0.id) && names.allows($0.name)
        }
        return try .json(200, page.page(workspaces))
    }

    private func listDeployments(_ organizationID: String) throws -> HTTPResponse {
        let organization = try state.organization(organizationID, for: caller)
        var query = try Query(request)
        let page = PageRequest(&query)
        let workspaces = query.list("workspaceIds")
        let ids = query.list("deploymentIds")
        let names = query.list("names")
        try query.check()
        let deployments = state.deployments.filter {
            $0.organizationId == organization.id && caller.sees(.deployment($0.id))
                && workspaces.allows($0.workspaceId) && ids.allows($0.id) && names.allows($0.name)
        }
        return try .json(200, page.page(deployments))
    }

    private func getDeployment(_ organizationID: String, _ id: String) throws -> HTTPResponse {
        let organization = try state.organization(organizationID, for: caller)
        let deployment = state.deployments.first { $0.id == id && $0.organizationId == organization.id }
        guard let deployment else { throw SandboxRefusal.unknown("deployment \(id)") }
        guard caller.sees(.deployment(id)) else { throw SandboxRefusal.forbidden("see deployment \(id)") }
        return try .json(200, DeploymentDetails.described(deployment))
    }
}

extension SandboxState {
    /// Returns an Organization that the caller can see.
    func organization(_ id: String, for caller: Caller) throws -> Organization {
        guard let organization = organizations.first(where: { $0.id == id }) else {
            throw SandboxRefusal.unknown("organization \(id)")
        }
        guard caller.sees(.organization(id)) else { throw SandboxRefusal.forbidden("see organization \(id)") }
        return organization
    }

    /// Returns a token that the caller can read.
    func token(_ id: String, in organizationID: String, for caller: Caller) throws -> StoredToken {
        let organization = try organization(organizationID, for: caller)
        guard let stored = tokens[id], stored.organizationID == organization.id else {
            throw SandboxRefusal.unknown("token \(id)")
        }
        guard caller.sees(stored) else { throw SandboxRefusal.forbidden("see token \(id)") }
        return stored
    }
}

extension Optional<[String]> {
    /// Returns whether a filter admits a value; without a filter, every value is admitted.
    fileprivate func allows(_ value: String) -> Bool { self?.contains(value) ?? true }
}
