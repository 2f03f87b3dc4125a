#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// The operations that change tokens; each runs with the state's lock held.
struct ChangeOperations {
    let caller: Caller
    let request: HTTPRequest
    let moment: Date

    func answer(_ route: Route, _ state: inout SandboxState) throws -> HTTPResponse {
        switch route {
        case .createToken(let organization): try createToken(organization, &state)
        case .updateToken(let organization, let id): try updateToken(organization, id, &state)
        case .deleteToken(let organization, let id): try deleteToken(organization, id, &state)
        case .updateRoles(let organization, let id): try updateRoles(organization, id, &state)
        case .rotateToken(let organization, let id): try rotateToken(organization, id, &state)
        case .createAgentToken(let organization, let deployment):
            try createAgentToken(organization, deployment, &state)
        case .deleteAgentToken(let organization, let deployment, let id):
            try deleteAgentToken(organization, deployment, id, &state)
        case .getSelf, .listOrganizations, .getOrganization, .listWorkspaces, .listDeployments, .getDeployment,
            .listTokens, .getToken, .listAgentTokens, .getAgentToken:
            throw SandboxRefusal(500, "a reading was taken for a change")
        }
    }

    private func createToken(_ organizationID: String, _ state: inout SandboxState) throws -> HTTPResponse {
        let organization = try state.organization(organizationID, for: caller)
        let wanted = try CreateTokenRequest(request)
        let homeID = wanted.scope == .organization ? organization.id : wanted.entityId ?? ""
        let home = Place(wanted.scope, homeID)
        try state.mustHave(home, in: organization)
        try caller.mustAdminister(home)
        var stored = makeToken(wanted, homeID, organization)
        let value = try stored.renewSecret(in: state, at: moment)
        state.tokens.put(stored)
        return try .json(200, stored.token.showing(value))
    }

    private func makeToken(
        _ wanted: CreateTokenRequest, _ homeID: String, _ organization: Organization
    ) -> StoredToken {
        let type = TokenRole.EntityType(rawValue: wanted.scope.rawValue)
        let now = Timestamp(moment)
        let token = APIToken(
            id: RandomText.identifier(), name: wanted.name, description: wanted.description ?? "",
            kind: wanted.kind ?? .standard, scope: wanted.scope, shortToken: "", createdAt: now, updatedAt: now,
            startAt: now, endAt: end(afterDays: wanted.tokenExpiryPeriodInDays),
            expiryPeriodInDays: wanted.tokenExpiryPeriodInDays,
            roles: [TokenRole(entityId: homeID, entityType: type, role: wanted.role)],
            createdBy: caller.profile, updatedBy: caller.profile)
        return StoredToken(token: token, organizationID: organization.id, homeID: homeID)
    }

    private func updateToken(
        _ organizationID: String, _ id: String, _ state: inout SandboxState
    ) throws -> HTTPResponse {
        let stored = try administered(id, in: organizationID, state)
        let wanted = try UpdateTokenRequest(request)
        let changed = change(stored, &state) { token in
            token.name = wanted.name
            token.description = wanted.description ?? token.description
        }
        return try .json(200, changed.token)
    }

    private func rotateToken(
        _ organizationID: String, _ id: String, _ state: inout SandboxState
    ) throws -> HTTPResponse {
        var stored = try administered(id, in: organizationID, state)
        stored.token.endAt = end(afterDays: stored.token.expiryPeriodInDays)
        let value = try stored.renewSecret(in: state, at: moment)
        let rotated = change(stored, &state) { $0.lastRotatedAt = Timestamp(moment) }
        return try .json(200, rotated.token.showing(value))
    }

    private func deleteToken(
        _ organizationID: String, _ id: String, _ state: inout SandboxState
    ) throws -> HTTPResponse {
        let stored = try administered(id, in: organizationID, state)
        state.tokens.remove(stored.id)
        return HTTPResponse(status: 204)
    }

    /// Returns a token whose home the caller administers.
    private func administered(_ id: String, in organizationID: String, _ state: SandboxState) throws -> StoredToken {
        let stored = try state.token(id, in: organizationID, for: caller)
        try caller.mustAdminister(stored.home)
        return stored
    }

    /// Saves a changed token, and records who changed it.
    func change(
        _ stored: StoredToken, _ state: inout SandboxState, _ body: (inout APIToken) -> Void
    ) -> StoredToken {
        var changed = stored
        body(&changed.token)
        changed.token.updatedAt = Timestamp(moment)
        changed.token.updatedBy = caller.profile
        state.withToken(stored.id) { token, _ in token = changed }
        return changed
    }

    func end(afterDays days: Int?) -> Timestamp? {
        days.map { Timestamp(moment.addingTimeInterval(Double($0) * 86_400)) }
    }
}

extension SandboxState {
    /// Refuses a place that doesn't exist, or is in another Organization.
    func mustHave(_ place: Place?, in organization: Organization) throws {
        guard let place, let around = enclosing(place), around.contains(.organization(organization.id)) else {
            throw SandboxRefusal.unknown(place?.words ?? "such place")
        }
    }
}

extension APIToken {
    /// Returns the token with its value, for the only answer that contains it.
    func showing(_ value: String) -> APIToken {
        var token = self
        token.token = value
        return token
    }
}
