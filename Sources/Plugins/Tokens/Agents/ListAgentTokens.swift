import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists the tokens of a Deployment's Remote Execution agents.
struct ListAgentTokens: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the agent tokens of a Deployment", isList: true,
        related: TokenFamily.agentTokens.commands("create", "rotate"),
        examples: [
            Example("list --deployment Production", "Show a table"),
            Example("list --older-than 90d --deployment Production", "Show those with an old value"),
        ])
    static let fields = TokenColumns.fields(.agentTokens)

    @OptionGroup var history: HistoryOptions

    @OptionGroup var place: AgentSelection

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose agent tokens to list")
        try await TokenListing(place: place, criteria: history.criteria, client: client, context: context).write()
    }
}
