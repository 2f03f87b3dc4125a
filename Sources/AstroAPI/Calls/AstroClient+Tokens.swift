import Kernel

/// Which tokens a listing asks for.
public enum TokenFilter: Sendable, Equatable {
    /// Every token with a role in a Deployment, whatever its scope.
    case deployment(String)
    /// Every token with a role in a Workspace.
    case workspace(String)
    /// The Organization's own tokens.
    case organization

    var query: (name: String, value: String) {
        switch self {
        case .deployment(let id): ("deploymentId", id)
        case .workspace(let id): ("workspaceId", id)
        case .organization: ("includeOnlyOrganizationTokens", "true")
        }
    }
}

extension AstroClient {
    /// Every token that passes the filter, the oldest first.
    public func tokens(_ filter: TokenFilter) async throws -> [APIToken] {
        try await connection.pages(APIToken.self, of: Self.listing(filter))
    }

    /// Hands on every token that passes the filter, the oldest first, a page at a time as they arrive.
    public func tokens(_ filter: TokenFilter, eachPage handle: ([APIToken]) throws -> Void) async throws {
        try await connection.eachPage(APIToken.self, of: Self.listing(filter), handle)
    }

    private static func listing(_ filter: TokenFilter) -> APICall {
        APICall(
            purpose: "list the tokens", method: .get, path: ["tokens"],
            query: [filter.query, ("sorts", "createdAt:asc")])
    }

    /// One token.
    public func token(id: String) async throws -> APIToken {
        try await connection.value(
            APIToken.self, of: APICall(purpose: "show the token \(id)", method: .get, path: ["tokens", id]))
    }

    /// Makes a token; the answer holds its value, which is never shown again.
    public func createToken(_ request: CreateTokenRequest) async throws -> APIToken {
        try await withValue(
            APICall(
                purpose: "create the token '\(request.name)'", method: .post, path: ["tokens"], body: request,
                ifUnanswered: "list the tokens; where '\(request.name)' is there now, rotate it to get a value"))
    }

    /// Changes a token's name or description.
    public func updateToken(id: String, _ request: UpdateTokenRequest) async throws -> APIToken {
        try await connection.value(
            APIToken.self,
            of: APICall(
                purpose: "update the token \(id)", method: .post, path: ["tokens", id], body: request,
                ifUnanswered: "run the same command again: it does no harm twice"))
    }

    /// Replaces a token's whole list of roles.
    public func updateTokenRoles(id: String, _ roles: [TokenRole]) async throws {
        try await connection.send(
            APICall(
                purpose: "change the roles of the token \(id)", method: .post, path: ["tokens", id, "roles"],
                body: UpdateTokenRolesRequest(roles: roles),
                ifUnanswered: "run the same command again: it does no harm twice"))
    }

    /// Gives a token a new value, which the answer holds; the old one stops working at once.
    public func rotateToken(id: String) async throws -> APIToken {
        try await withValue(
            APICall(
                purpose: "rotate the token \(id)", method: .post, path: ["tokens", id, "rotate"],
                ifUnanswered: "the old value may have stopped working; run the same command again for a new one"))
    }

    /// Deletes a token.
    ///
    /// One that a first try deleted, whose answer was lost, counts as deleted.
    public func deleteToken(id: String) async throws {
        do {
            try await connection.send(
                APICall(purpose: "delete the token \(id)", method: .delete, path: ["tokens", id]))
        } catch let error as APIError where error.status == 404 && error.attempts > 1 {}
    }

    /// Sends a call whose answer must hold the token's value.
    private func withValue(_ call: APICall) async throws -> APIToken {
        try await connection.value(APIToken.self, of: call) { $0.token?.isEmpty == false }
    }
}
