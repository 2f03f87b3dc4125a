import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists every token with a role in a place.
struct ListTokens<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"], summary: "List the tokens \(Place.scope.tokensWords)", isList: true,
            related: Place.scope.commands("create", "rotate"),
            examples: [
                Example("list\(Place.scope.exampleFlag)", "Show a table"),
                Example("list --older-than 90d\(Place.scope.exampleFlag)", "Show those with an old value"),
                Example("list\(Place.scope.exampleFlag) --json --fields id,name", "Print two fields for a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.scope) }

    @OptionGroup var criteria: CriteriaOptions

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose tokens to list")
        let criteria = criteria.criteria
        // What cannot be read here is told of where it is needed.
        let overlaps = ((try? OverlapStore(context).all(Place.scope)) ?? []).filter { $0.placeID == place.id }
        try await context.output.list(
            key: "tokens",
            columns: TokenColumns.all(in: place) { id in overlaps.lazy.compactMap { $0.part(of: id) }.first },
            screen: TokenColumns.screen(Place.scope, marksOverlaps: !overlaps.isEmpty),
            none: criteria.isEverything
                ? "\(place.sentenceLabel) has no tokens." : "No token of \(place.label) is selected."
        ) { add in
            try await client.tokens(place.filter) { page in
                let now = client.now(context.clock)
                try add((criteria.isEverything ? page : page.filter { criteria.fits($0, now: now) }).shown)
            }
        }
    }
}
