import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Shows one token in full.
struct InspectToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "inspect", aliases: ["get", "show"], summary: "Show one token in full",
        discussion:
            "Shows its roles with the names of their places, its dates, who created it, and its changes in this "
            + "machine's audit log.", related: ["token list", "token rotate"],
        examples: [
            Example("inspect 'CI deploy'", "Show a token by its name"),
            Example("inspect TOKEN_ID -o json", "Print it as JSON for a script"),
        ])
    static let fields = TokenDetails.columns.map(\.field)

    @OptionGroup var token: TokenArgument

    @OptionGroup var agents: AgentInclusion

    func run(in context: Context) async throws {
        let target = try await token.resolve(context, for: "to show", adding: agents)
        try context.output.record(
            TokenDetails(
                target.token, in: target.place, names: target.fleet.names, replacedBy: target.replacement, context),
            columns: TokenDetails.columns)
    }
}
