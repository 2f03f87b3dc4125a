import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists the roles that a token of the Organization has everywhere.
struct ShowRoles: Command, Equatable {
    static let configuration = CommandConfiguration(
        "roles", summary: "List every role that a token has", isList: true,
        examples: [Example("roles TOKEN_ID", "Show the roles of a token and where they apply")])
    static var fields: [String] { columns.map(\.field) }

    @OptionGroup var token: TokenSelection<OrganizationSelection, AnyToken>
    @OptionGroup var place: OrganizationSelection

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "of the token")
        let token = try await token.resolve(in: context, client, of: place, for: "whose roles to list")
        try context.output.list(
            token.roles ?? [], key: "roles", columns: Self.columns, none: "The token \(token.label) has no roles.")
    }

    private static let columns = [
        Column<TokenRole>("entityType", "ENTITY_TYPE") { $0.entityType.rawValue },
        Column<TokenRole>("entityId", "ENTITY_ID") { $0.entityId },
        Column<TokenRole>("role", "ROLE") { $0.role },
        Column<TokenRole>("deploymentId", "DEPLOYMENT", shown: .wide) { $0.deploymentId ?? "" },
    ]
}
