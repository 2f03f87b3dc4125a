import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The role that a token gets in a place.
struct RoleArgument<Place: PlaceSelection>: ArgumentGroup, Equatable {
    @Option("r", help: Place.scope.roleHelp("Its role"), validate: .notEmpty, completion: .roles(Place.scope))
    var role: String?

    init() {}

    /// Returns the role that was given, or asks for one.
    func resolve(in context: Context, _ client: AstroClient, of place: TokenPlace) async throws -> String {
        if let role { return role }
        return try await RoleChoice(place: place, client: client, context: context).ask()
    }
}
