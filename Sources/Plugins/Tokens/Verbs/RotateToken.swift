import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Replaces a token's value and prints the new one once.
struct RotateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rotate", aliases: ["ro"], summary: "Replace a token's value; the old value stops working",
            discussion: "The new value is written to stdout and never shown again.",
            effect: .changes,
            related: Place.family.commands("list", "create", "delete"),
            examples: [
                Example(
                    "rotate --name 'CI deploy'\(Place.scope.exampleFlag)",
                    "Rotate a token by name, after a confirmation"),
                Example("rotate TOKEN_ID\(Place.scope.exampleFlag) --yes --clean-output", "Rotate in a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.family) }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @OptionGroup var issue: IssueOptions

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var replacement: OverlapOptions

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        try await AskedRotation(
            token: token, place: place, overlap: replacement.overlap, isMarked: replacement.isMarked, options: issue,
            isAnswered: yes, delivery: delivery
        ).run(in: context)
    }
}
