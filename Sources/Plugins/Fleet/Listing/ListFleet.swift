import AstroPlaces
import AstroAPI
import AstroTokens
import Kernel

/// Lists the tokens of every scope.
struct ListFleet: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the tokens of every scope",
        discussion:
            "All tokens of the Organization that your credential can see, with the names of their Deployments "
            + "and Workspaces. --match matches names.", isList: true,
        related: ["token check", "token inspect", "token rotate"],
        examples: [
            Example("list", "Show a table"),
            Example("list --workspace Analytics --older-than 90d", "Show what a team should rotate"),
            Example("list --never-used --sort createdAt -o csv", "Export unused tokens as CSV"),
        ])
    static var fields: [String] { FleetColumns.fields }

    @OptionGroup var selection: FleetOptions

    @OptionGroup var agents: AgentInclusion

    func run(in context: Context) async throws {
        selection.tellOfVariables(context)
        var reading = try await FleetReading(context)
        let criteria = try await selection.criteria(reading.fleet.names, context)
        reading.add(agents, of: criteria)
        let fleet = reading.fleet
        var filter = fleet.filter(criteria)
        // Commands that need the records report unreadable ones.
        let overlaps = (try? OverlapStore(context).all()) ?? []
        try await context.output.list(
            key: "tokens",
            columns: fleet.columns { id in overlaps.lazy.compactMap { $0.part(of: id) }.first },
            screen: FleetColumns.screen,
            none: criteria.isEverything ? "There are no tokens." : "No token is selected."
        ) { add in
            while let page = try await reading.next() {
                try add(filter.fitting(page, now: fleet.now).shown)
            }
        }
        filter.tell(context.output)
    }
}
