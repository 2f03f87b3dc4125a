import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists every token with a role in a place.
struct ListTokens<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"], summary: "List the tokens \(Place.scope.tokensWords)", isList: true,
            related: Place.family.commands("create", "rotate"),
            examples: [
                Example("list\(Place.scope.exampleFlag)", "Show a table"),
                Example("list --older-than 90d\(Place.scope.exampleFlag)", "Show those with an old value"),
                Example("list\(Place.scope.exampleFlag) --json --fields id,name", "Print two fields for a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var criteria: CriteriaOptions

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose tokens to list")
        try await TokenListing(place: place, criteria: criteria.criteria, client: client, context: context).write()
    }
}
