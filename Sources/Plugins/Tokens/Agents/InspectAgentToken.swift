import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Shows one agent token in full.
struct InspectAgentToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "inspect", summary: "Show one agent token in full",
        discussion: "Shows its dates, who created it, and its changes in this machine's audit log.",
        related: TokenFamily.agentTokens.commands("list", "rotate"),
        examples: [
            Example("inspect 'EU agents' --deployment Production", "Show a token by its name"),
            Example("inspect TOKEN_ID --deployment Production -o json", "Print it as JSON for a script"),
        ])
    static let fields = TokenDetails.columns.map(\.field)

    @OptionGroup var token: TokenSelection<AgentSelection, AgentToken>

    @OptionGroup var place: AgentSelection

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "of the agent token to show")
        let target = try await token.resolve(in: context, client.reaching(place), of: place, for: "to show")
        let named = try await PlaceDirectory(context, client).named(place)
        try context.output.record(TokenDetails(target, in: named, context), columns: TokenDetails.columns)
    }
}
