/// The addresses at which a client lists, creates, reads and deletes tokens.
package enum TokenEndpoints: Sendable, Equatable {
    /// The Organization's tokens: every token that has roles.
    case organization
    /// The tokens of a Deployment's Remote Execution agents, which the API can neither change nor rotate.
    case agents(deploymentID: String)

    /// The path to list and create tokens.
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
