import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Deletes an agent token.
struct DeleteAgentToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "delete", aliases: ["de"], summary: "Delete an agent token",
        discussion: "Agents that log in with it are cut off.", effect: .changes, isRepeatable: true,
        related: TokenFamily.agentTokens.commands("rotate", "list"),
        examples: [Example("delete TOKEN_ID --deployment Production --yes", "Delete without a confirmation")])
    static let fields = TokenColumns.fields(.agentTokens)

    @OptionGroup var token: TokenSelection<AgentSelection, AgentToken>

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var place: AgentSelection

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the agent token to delete")
        }
        let target = try await context.preparing {
            try await token.resolve(in: context, client.reaching(place), of: place, for: "to delete")
        }
        try await TokenDeletion(of: target, in: place, client.reaching(place), context).run(isAnswered: yes)
    }
}
