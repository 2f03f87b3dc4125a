import Kernel

extension AstroClient {
    /// The same client for tokens at other addresses.
    package func reaching(_ endpoints: TokenEndpoints) -> AstroClient {
        var client = self
        client.tokenEndpoints = endpoints
        return client
    }

    /// Whether a token can be changed and rotated, and not just be replaced by another.
    package var changesTokens: Bool { tokenEndpoints == .organization }

    /// Refuses a change for which the API has no call, before anything is sent.
    func requireChange(of id: String) throws {
        guard !changesTokens else { return }
        throw CommandError(
            .failure, "the API cannot change the agent token \(id), but only make another; nothing was changed")
    }
}

extension TokenEndpoints {
    /// The parameters of a listing.
    func query(_ filter: TokenFilter) -> [(name: String, value: String)] {
        [self == .organization ? filter.query : nil, ("sorts", "createdAt:asc")].compactMap(\.self)
    }

    /// What a creation sends.
    func body(_ request: CreateTokenRequest) -> any Encodable & Sendable {
        self == .organization ? request : CreateAgentTokenRequest(request)
    }

    /// A token that was found here.
    ///
    /// The API calls agents' tokens tokens of a Deployment, too: the address alone tells them apart.
    func marked(_ token: APIToken) -> APIToken {
        guard case .agents(let deploymentID) = self else { return token }
        var token = token
        token.scope = .agent
        token.agentsDeploymentID = deploymentID.lowercased()
        return token
    }
}
