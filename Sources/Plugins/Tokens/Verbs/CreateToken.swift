import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Creates a token and prints its value once.
struct CreateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "create", aliases: ["cr"], summary: "Create a token",
            discussion: "The value is written to stdout and never shown again.", effect: .changes, isDestructive: false,
            related: Place.family.commands("rotate", "list"),
            examples: [
                Example(
                    "create --name 'CI deploy' --role \(Place.scope.roles[0]) --expiration 90\(Place.scope.exampleFlag)",
                    "Create a token that expires in 90 days")
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.family) }

    @OptionGroup var options: NewTokenOptions

    @OptionGroup var kind: NewTokenKind

    @Option("r", help: Place.scope.roleHelp("Its role"), validate: .notEmpty, completion: .roles(Place.scope))
    var role: String?

    @OptionGroup var issue: IssueOptions

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the new token")
        }
        let issue = TokenIssue(context: context, client: client, delivery: delivery, options: issue)
        try await NewToken(options, kind: kind.kind, role: role, in: place, issue).create()
    }
}
