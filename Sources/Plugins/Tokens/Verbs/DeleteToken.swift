import AstroAPI
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
            effect: .changes,
            related: Place.scope.commands("rotate", "list"),
            examples: [
                Example("delete TOKEN_ID\(Place.scope.exampleFlag) --force", "Delete without a question")
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.scope) }

    @OptionGroup var token: TokenSelection<Place, AnyToken>

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, of: place)
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
        try await context.uninterrupted("deleting the token \(target.label)") {
            try await context.audited("delete", target.id) { try await client.deleteToken(id: target.id) }
            try report("The token \(target.label) was deleted.", target, place, context)
        }
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
        if !force { try await context.output.confirm(question, flag: "--force") }
    }

    private func report(_ message: String, _ token: APIToken, _ place: TokenPlace, _ context: Context) throws {
        try context.output.outcome(message, token, columns: TokenColumns.all(in: place))
    }
}
