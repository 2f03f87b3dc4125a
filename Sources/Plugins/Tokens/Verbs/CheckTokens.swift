import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists the tokens that need attention.
struct CheckTokens<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "check", summary: "List the tokens that need attention", discussion: TokenCheck.discussion,
            isList: true, exitMeanings: TokenCheck.exitMeanings,
            related: Place.family.commands("list", "rotate"),
            examples: [
                Example(
                    "check --expires-within 14d --older-than 90d\(Place.scope.exampleFlag)",
                    "Find tokens to rotate, in a nightly job")
            ])
    }
    static var fields: [String] { TokenFinding.columns.map(\.field) }

    @OptionGroup var criteria: CriteriaOptions

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose tokens to check")
        var check = TokenCheck(criteria, context)
        try await client.tokens(place.filter) { check.add($0, now: client.now(context.clock)) }
        try check.report(TokenFinding.columns, of: place.label, by: client, hint: remedy(check, place))
    }

    /// Returns the command for one token that needs attention, preferably one that belongs to the place itself.
    private func remedy(_ check: TokenCheck, _ place: TokenPlace) -> Hint? {
        (check.examples.first { $0.scope == place.scope.apiScope } ?? check.examples.first)?.rotation(foundIn: place)
    }
}
