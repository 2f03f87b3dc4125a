import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Changes a token's name, description or role; the rest is kept.
struct UpdateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "update", aliases: ["up"], summary: "Change a token's name, description or role", effect: .changes,
            isRepeatable: true,
            related: Place.family.commands("list", "rotate"),
            examples: [
                Example("update --name 'CI deploy' --new-name 'CI'\(Place.scope.exampleFlag)", "Rename a token"),
                Example("update TOKEN_ID --description ''\(Place.scope.exampleFlag)", "Clear its description"),
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }
    static var rules: [ArgumentRule] { [.oneOf("newName", "description", "role")] }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @Option("n", help: "Its new name", validate: .notEmpty)
    var newName: String?

    @Option("d", help: "Its new description; '' clears it")
    var description: String?

    @Option("r", help: Place.scope.roleHelp("Its new role"), validate: .notEmpty, completion: .roles(Place.scope))
    var role: String?

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the token to update")
        }
        let target = try await context.preparing {
            try await token.resolve(
                in: context, client, of: place, for: "to update", choosing: { $0.scope == place.scope.apiScope })
        }
        try await TokenUpdate(
            of: target, in: place, newName: newName, description: description, role: role, client, context
        ).run()
    }
}
