import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Gives a token a new value and prints it once.
struct RotateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rotate", aliases: ["ro"], summary: "Replace a token's value; the old value stops working",
            discussion: "The new value is written to stdout and never shown again.",
            effect: .changes,
            related: Place.scope.commands("list", "create", "delete"),
            examples: [
                Example(
                    "rotate --name 'CI deploy'\(Place.scope.exampleFlag)",
                    "Rotate a token by name, after a confirmation"),
                Example("rotate TOKEN_ID\(Place.scope.exampleFlag) --yes --clean-output", "Rotate in a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.scope) }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @OptionGroup var issue: IssueOptions

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var replacement: OverlapOptions

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let (target, place) = try await context.preparing { try await choose(client, context) }
        try target.requireOwner(place, toBe: "rotate")
        let named = try await RotationQuestion(of: target, in: place, overlap: replacement.overlap, client, context)
            .ask(isAnswered: yes)
        let issue = TokenIssue(
            context: context, client: client, delivery: delivery, options: issue, before: target)
        try await TokenReplacement(of: target, in: named, issue, isMarked: replacement.isMarked)
            .run(replacement.overlap)
    }

    private func choose(_ client: AstroClient, _ context: Context) async throws -> (APIToken, TokenPlace) {
        let place = try await place.resolve(in: context, client, for: "of the token to rotate")
        // Both tokens of an overlap have the name; it is the old one that a run goes on with.
        let begun = replacement.overlap == nil || !token.isNamed ? [] : try OverlapStore(context).begun(place.scope)
        let target = try await token.resolve(
            in: context, client, of: place, for: "to rotate", preferring: begun,
            replaced: { replacement.overlap == nil ? [] : MarkedReplacements($0).replaced($0) },
            choosing: { $0.scope == place.scope.apiScope })
        return (target, place)
    }
}
