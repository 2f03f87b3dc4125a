import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Creates an agent token and prints its value once.
struct CreateAgentToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "create", aliases: ["cr"], summary: "Create an agent token",
        discussion:
            "The value is for the Remote Execution agents of the Deployment. It is written to stdout and never shown again.",
        effect: .changes, isDestructive: false, related: TokenFamily.agentTokens.commands("rotate", "list"),
        examples: [
            Example(
                "create --name 'EU agents' --expiration 90 --deployment Production --to-file agent-token",
                "Put a token that expires in 90 days into a file")
        ])
    static let fields = TokenColumns.fieldsWithValue(.agentTokens)

    @OptionGroup var options: NewTokenOptions

    @Flag("c", help: "Print only the value")
    var cleanOutput = false

    @OptionGroup var place: AgentSelection

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the new agent token")
        }
        let issue = TokenIssue(
            context: context, client: client.reaching(place), delivery: delivery,
            options: IssueOptions(cleanOutput: cleanOutput))
        try await NewToken(options, in: place, issue).create()
    }
}
