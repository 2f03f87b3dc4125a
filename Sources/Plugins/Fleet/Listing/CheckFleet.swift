import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists the tokens of every scope that need attention.
struct CheckFleet: Command, Equatable {
    static let configuration = CommandConfiguration(
        "check", summary: "List the tokens that need attention", discussion: TokenCheck.discussion, isList: true,
        related: ["token list", "token rotate"],
        examples: [
            Example("check --expires-within 14d --older-than 90d", "Find tokens to rotate, in a nightly job"),
            Example("check --scope organization --unused-for 180d", "Find wide tokens that nobody needs"),
        ])
    static var fields: [String] { TokenFinding.fleetColumns.map(\.field) }

    @OptionGroup var selection: FleetOptions

    @OptionGroup var agents: AgentInclusion

    func run(in context: Context) async throws {
        selection.tellOfVariables(context)
        var reading = try await FleetReading(context)
        let criteria = try await selection.checkedCriteria(reading.fleet.names, context)
        reading.add(agents, of: criteria)
        let fleet = reading.fleet
        var check = TokenCheck(fleet.filter(criteria), selection.traits.rules, context)
        while let page = try await reading.next() {
            check.add(
                page, now: fleet.now, placeName: { token in fleet.home(of: token).map { $0.name ?? $0.id } })
        }
        try check.report(
            TokenFinding.fleetColumns, of: "the Organization", by: fleet.client,
            hint: check.examples.first.map(remedy))
    }

    /// Returns the command for one token that needs attention.
    private func remedy(_ token: APIToken) -> Hint {
        guard let agents = token.agents else { return .command("token rotate", token.id) }
        return agents.command("rotate", token.id, "--overlap", "7d")
    }
}
