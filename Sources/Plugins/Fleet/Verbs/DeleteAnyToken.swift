import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Deletes a token of any scope.
struct DeleteAnyToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "delete", aliases: ["de"], summary: "Delete a token, wherever it belongs",
        discussion: "The token loses all its roles, and whatever uses it stops working.", effect: .changes,
        isRepeatable: true, related: ["token list", "token rotate"],
        examples: [Example("delete TOKEN_ID --yes", "Delete without a confirmation")])
    static let fields = FleetColumns.fields

    @OptionGroup var token: TokenArgument

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    func run(in context: Context) async throws {
        let target = try await context.preparing { try await token.resolve(context, for: "to delete") }
        try await TokenDeletion(
            of: target.token, in: target.place, target.fleet.client, context, columns: target.fleet.columns()
        ).run(isAnswered: yes)
    }
}
