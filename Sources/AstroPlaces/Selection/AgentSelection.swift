package import AstroAPI
package import Kernel

/// The Deployment whose agent tokens a command works on.
package struct AgentSelection: PlaceSelection {
    package static let title: String? = DeploymentSelection.title
    package static let scope = TokenScope.deployment
    package static let family = TokenFamily.agentTokens

    @OptionGroup package var deployment: DeploymentSelection

    package init() {}

    package static func place(in request: CompletionRequest, _ client: AstroClient) async throws -> TokenPlace? {
        try await DeploymentSelection.place(in: request, client).map(forAgents)
    }

    package func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace {
        Self.forAgents(try await deployment.resolve(in: context, client, for: purpose))
    }

    private static func forAgents(_ place: TokenPlace) -> TokenPlace {
        var place = place
        place.isForAgents = true
        return place
    }
}
