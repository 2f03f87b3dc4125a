import Kernel

extension AstroClient {
    /// Returns the same client for tokens at other addresses.
    package func reaching(_ endpoints: TokenEndpoints) -> AstroClient {
        var client = self
        client.tokenEndpoints = endpoints
        return client
    }

    /// Whether a token can be changed and rotated, and not only replaced by another.
    package var changesTokens: Bool { tokenEndpoints == .organization }

    /// Refuses a change that the API doesn't offer, before anything is sent.
    func requireChange(of id: String) throws {
        guard !changesTokens else { return }
        throw CommandError(
            .failure, "the API cannot change the agent token \(id), but only make another; nothing was changed")
    }
}

extension TokenEndpoints {
    /// Returns the parameters of a listing.
    func query(_ filter: TokenFilter) -> [(name: String, value: String)] {
        [self == .organization ? filter.query : nil, ("sorts", "createdAt:asc")].compactMap(\.self)
    }

    /// Returns the body of a request to create a token.
    func body(_ request: CreateTokenRequest) -> any Encodable & Sendable {
        self == .organization ? request : CreateAgentTokenRequest(request)
    }

    /// Returns a token with the mark of where it was found.
    ///
    /// The API gives agent tokens the scope of a Deployment, too: only the address distinguishes them.
    func marked(_ token: APIToken) -> APIToken {
        guard case .agents(let deploymentID) = self else { return token }
        var token = token
        token.scope = .agent
        token.agentsDeploymentID = deploymentID.lowercased()
        return token
    }
}
