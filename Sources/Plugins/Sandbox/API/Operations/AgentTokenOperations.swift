import AstroAPI
import AstroSandbox
import Kernel

/// Reading agent tokens needs the same role as reading the Deployment's tokens.
extension ReadOperations {
    /// Lists one page of the tokens of a Deployment's agents, sorted.
    func listAgentTokens(_ organizationID: String, _ deploymentID: String) throws -> HTTPResponse {
        let tokens = try state.agentTokens(of: deploymentID, in: organizationID, for: caller)
        var query = try Query(request)
        let page = PageRequest(&query)
        let order = TokenOrder(&query)
        try query.check()
        return try .json(200, page.page(of: order.sorted(tokens), \.token))
    }
}

/// Creating and deleting agent tokens needs the same role as for the Deployment's tokens; nothing else changes them.
extension ChangeOperations {
    func createAgentToken(
        _ organizationID: String, _ deploymentID: String, _ state: inout SandboxState
    ) throws -> HTTPResponse {
        _ = try state.agentTokens(of: deploymentID, in: organizationID, for: caller)
        try caller.mustAdminister(.deployment(deploymentID))
        let wanted = try CreateAgentTokenRequest(request)
        let now = Timestamp(moment)
        let token = APIToken(
            id: RandomText.identifier(), name: wanted.name, description: wanted.description ?? "", kind: .standard,
            scope: .deployment, shortToken: "", createdAt: now, updatedAt: now, startAt: now,
            endAt: end(afterDays: wanted.tokenExpiryPeriodInDays), expiryPeriodInDays: wanted.tokenExpiryPeriodInDays,
            createdBy: caller.profile, updatedBy: caller.profile)
        var stored = StoredToken(token: token, organizationID: organizationID, homeID: deploymentID)
        let value = try stored.renewSecret(in: state, at: moment)
        state.agentTokens = (state.agentTokens ?? []) + [stored]
        return try .json(200, stored.token.showing(value))
    }

    func deleteAgentToken(
        _ organizationID: String, _ deploymentID: String, _ id: String, _ state: inout SandboxState
    ) throws -> HTTPResponse {
        let stored = try state.agentToken(id, of: deploymentID, in: organizationID, for: caller)
        try caller.mustAdminister(stored.home)
        state.agentTokens?.removeAll { $0.id == stored.id }
        return HTTPResponse(status: 204)
    }
}

extension SandboxState {
    /// Returns the tokens of a Deployment's agents, for a caller who can read its tokens.
    fileprivate func agentTokens(
        of deploymentID: String, in organizationID: String, for caller: Caller
    ) throws -> [StoredToken] {
        let organization = try organization(organizationID, for: caller)
        let place = Place.deployment(deploymentID)
        try mustHave(place, in: organization)
        try caller.mustRead(place)
        return (agentTokens ?? []).filter { $0.homeID == deploymentID }
    }

    /// Returns one of them.
    func agentToken(
        _ id: String, of deploymentID: String, in organizationID: String, for caller: Caller
    ) throws -> StoredToken {
        let tokens = try agentTokens(of: deploymentID, in: organizationID, for: caller)
        guard let stored = tokens.first(where: { $0.id == id }) else {
            throw SandboxRefusal.unknown("agent token \(id)")
        }
        return stored
    }
}
