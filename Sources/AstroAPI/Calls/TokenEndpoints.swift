import Kernel

/// The addresses at which a client lists, makes, reads and deletes tokens.
package enum TokenEndpoints: Sendable, Equatable {
    /// Those of the Organization's tokens: every token that has roles.
    case organization
    /// Those of the tokens of a Deployment's Remote Execution agents, which have no others: nothing changes such a token,
    /// and nothing gives it another value.
    case agents(deploymentID: String)

    /// The path of a listing, and of a creation.
    var path: APIPath {
        switch self {
        case .organization: "tokens"
        case .agents(let deploymentID): "deployments/\(deploymentID)/agent-tokens"
        }
    }

    /// The path of one token.
    func path(of id: String) -> APIPath {
        switch self {
        case .organization: "tokens/\(id)"
        case .agents(let deploymentID): "deployments/\(deploymentID)/agent-tokens/\(id)"
        }
    }

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

extension APIToken.Scope {
    /// A token of a Deployment's Remote Execution agents: a word of this program, not of the API.
    package static let agent = Self(rawValue: "AGENT")
}

/// What the creation of an agent's token sends: it has no role, and its address says where it belongs.
package struct CreateAgentTokenRequest: Codable, Sendable, Equatable {
    /// The new token's name, not empty.
    package var name: String
    /// A note by a person.
    package var description: String?
    /// Its lifetime in days, 1 to 3650; without one it never expires.
    package var tokenExpiryPeriodInDays: Int?

    package init(name: String, description: String?, tokenExpiryPeriodInDays: Int?) {
        self.name = name
        self.description = description
        self.tokenExpiryPeriodInDays = tokenExpiryPeriodInDays
    }

    init(_ request: CreateTokenRequest) {
        self.init(
            name: request.name, description: request.description,
            tokenExpiryPeriodInDays: request.tokenExpiryPeriodInDays)
    }
}

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
