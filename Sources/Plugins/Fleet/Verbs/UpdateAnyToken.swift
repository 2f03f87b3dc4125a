import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Changes a token of any scope.
struct UpdateAnyToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "update", aliases: ["up"], summary: "Change a token's name, description or role", effect: .changes,
        isRepeatable: true, related: ["token list", "token inspect"],
        examples: [
            Example("update 'CI deploy' --new-name CI", "Rename a token"),
            Example("update TOKEN_ID --description ''", "Clear its description"),
        ])
    static let fields = FleetColumns.fields
    static let rules: [ArgumentRule] = [.oneOf("newName", "description", "role")]

    @OptionGroup var token: TokenArgument

    @Option("n", help: "Its new name", validate: .notEmpty)
    var newName: String?

    @Option("d", help: "Its new description; '' clears it")
    var description: String?

    @Option("r", help: "Its new role in the place that it belongs to", validate: .notEmpty)
    var role: String?

    func run(in context: Context) async throws {
        let target = try await context.preparing { try await token.resolve(context, for: "to update") }
        try await TokenUpdate(
            of: target.token, in: target.place, newName: newName, description: description, role: role,
            target.fleet.client, context, columns: target.fleet.columns()
        ).run()
    }
}
