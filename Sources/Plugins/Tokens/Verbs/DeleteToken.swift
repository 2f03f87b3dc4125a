import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Deletes a token of a place; a token of a wider scope loses only its role there.
struct DeleteToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        let noun = Place.scope.noun
        let isWidest = Place.scope == .organization
        return CommandConfiguration(
            "delete", aliases: ["de"],
            summary: isWidest ? "Delete a token" : "Delete a token, or remove its role from a \(noun)",
            discussion: isWidest ? "" : "A token of a larger scope only loses its role in the \(noun).",
            effect: .changes, isRepeatable: true,
            related: Place.family.commands("rotate", "list"),
            examples: [
                Example("delete TOKEN_ID\(Place.scope.exampleFlag) --yes", "Delete without a confirmation")
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var token: TokenSelection<Place, AnyToken>

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the token to delete")
        }
        let target = try await context.preparing {
            try await token.resolve(in: context, client, of: place, for: "to delete")
        }
        if let scope = TokenScope(target.scope), scope > place.scope {
            try await removeRole(of: target, place, client, context)
        } else {
            try await TokenDeletion(of: target, in: place, client, context).run(isAnswered: yes)
        }
    }

    private func removeRole(
        of target: APIToken, _ place: TokenPlace, _ client: AstroClient, _ context: Context
    ) async throws {
        if let role = target.role(in: place) {
            if !yes {
                try await context.output.confirm(
                    "Remove the role \(role) in \(place.label) from the token \(target.label)?", flag: "--yes")
            }
        }
        try await RoleChange(of: target, in: place, client, context).remove()
    }
}
