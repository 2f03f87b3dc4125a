import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Deletes a token of a place; a token of a larger scope loses only its role there.
struct DeleteToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        let noun = Place.scope.noun
        let isWidest = Place.scope == .organization
        return CommandConfiguration(
            "delete", aliases: ["de"],
            summary: isWidest ? "Delete a token" : "Delete a token, or take its role in a \(noun)",
            discussion: isWidest ? "" : "A token of a larger scope is not deleted: it loses its role in the \(noun).",
            effect: .changes, isRepeatable: true,
            related: Place.scope.commands("rotate", "list"),
            examples: [
                Example("delete TOKEN_ID\(Place.scope.exampleFlag) --yes", "Delete without a question")
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.scope) }

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
            try await delete(target, place, client, context)
        }
    }

    private func delete(
        _ target: APIToken, _ place: TokenPlace, _ client: AstroClient, _ context: Context
    ) async throws {
        try target.requireOwner(place, toBe: "delete")
        try await confirm("Delete the token \(target.label)? Whatever uses it stops working.", context)
        try await context.change(
            "deleting the token \(target.label)", again: place.command("delete", target.id)
        ) {
            try await client.deleteToken(id: target.id, name: target.name)
            try forgetRecords(of: target, context)
            try report("The token \(target.label) was deleted.", target, place, context)
        }
    }

    /// What was kept of a token that is gone is worth nothing.
    private func forgetRecords(of token: APIToken, _ context: Context) throws {
        let store = try RecoveryStore(context)
        for record in (try? store.all()) ?? [] where record.belongs(to: token.id) { try? store.forget(record.name) }
    }

    private func removeRole(
        of target: APIToken, _ place: TokenPlace, _ client: AstroClient, _ context: Context
    ) async throws {
        if let role = target.role(in: place) {
            try await confirm("Take the role \(role) in \(place.label) from the token \(target.label)?", context)
        }
        try await RoleChange(of: target, in: place, client, context).remove()
    }

    private func confirm(_ question: String, _ context: Context) async throws {
        if !yes { try await context.output.confirm(question, flag: "--yes") }
    }

    private func report(_ message: String, _ token: APIToken, _ place: TokenPlace, _ context: Context) throws {
        try context.output.outcome(message, token, columns: TokenColumns.all(in: place))
    }
}
