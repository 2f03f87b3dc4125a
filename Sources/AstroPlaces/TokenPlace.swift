package import AstroAPI

/// One Deployment, Workspace or Organization, in which tokens have roles.
package struct TokenPlace: Sendable, Equatable {
    package let scope: TokenScope
    /// The ID, in lower case.
    package let id: String
    /// The Workspace of a Deployment; nil if neither the command line nor the server named it.
    package let workspace: Reference?

    /// Its name, if the server has provided it.
    package var name: String?
    /// The name of a Deployment's Workspace, if the server has provided it.
    package var workspaceName: String?

    package init(scope: TokenScope, id: String, workspace: Reference? = nil) {
        self.scope = scope
        self.id = id
        self.workspace = workspace
    }

    /// Whether this stands for the tokens of its Remote Execution agents instead of those with a role there.
    package var isForAgents = false

    /// The tokens that the commands work on.
    package var family: TokenFamily { isForAgents ? .agentTokens : .tokens(scope) }

    /// The API endpoints of these tokens.
    package var endpoints: TokenEndpoints { isForAgents ? .agents(deploymentID: id) : .organization }

    /// Its name in messages.
    package var label: String { "the \(scope.noun) \(title)" }

    /// Its name at the beginning of a sentence.
    package var sentenceLabel: String { "The \(scope.noun) \(title)" }

    /// Its name for people, with the ID for certainty.
    package var title: String { name.map { "\($0) (\(id))" } ?? id }

    /// The option that names it.
    ///
    /// The Organization needs none: it is the one that the failed command worked in.
    package var option: [String] { scope == .organization ? [] : ["--\(scope.word)", id] }
}

extension AstroClient {
    /// Returns the same client for the tokens of a place.
    package func reaching(_ place: TokenPlace) -> AstroClient { reaching(place.endpoints) }
}
