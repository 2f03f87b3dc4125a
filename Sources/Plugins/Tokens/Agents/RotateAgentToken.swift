import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Replaces an agent token with a new one, which the agents then use to log in.
struct RotateAgentToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "rotate", aliases: ["ro"], summary: "Replace an agent token; the old one works for a while",
        discussion:
            "Creates a new token with the same name. Give its value to the agents and restart them; "
            + "'overlap finish' deletes the old token once its overlap has ended and an agent has used the new one. Only "
            + "an agent can tell whether a value works, so there is no --verify.", effect: .changes,
        related: TokenFamily.agentTokens.commands("overlap finish", "list", "create", "delete"),
        examples: [
            Example(
                "rotate --name 'EU agents' --overlap 7d --deployment Production",
                "Give a team a week to restart its agents"),
            Example("rotate TOKEN_ID --overlap manual --yes", "Rotate in a script"),
        ])
    static let fields = TokenColumns.fieldsWithValue(.agentTokens)

    @OptionGroup var token: TokenSelection<AgentSelection, AgentToken>

    @Flag("c", help: "Print only the value")
    var cleanOutput = false

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @Option(
        help: "How long the old token works; 0 cuts off agents, manual lasts until you finish")
    var overlap: OverlapMode

    @OptionGroup var place: AgentSelection

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        try await AskedRotation(
            token: token, place: place, overlap: overlap, isMarked: true,
            options: IssueOptions(cleanOutput: cleanOutput), isAnswered: yes, delivery: delivery
        ).run(in: context)
    }
}
