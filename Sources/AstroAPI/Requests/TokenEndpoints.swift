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
}
