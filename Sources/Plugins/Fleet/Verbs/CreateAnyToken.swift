import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Creates a token of any scope.
struct CreateAnyToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "create", aliases: ["cr"], summary: "Create a token in a Deployment, Workspace or Organization",
        discussion:
            "Say where it belongs: --deployment, --workspace, or --scope organization. The value is written to stdout and "
            + "never shown again.", effect: .changes, isDestructive: false, related: ["token list", "token rotate"],
        examples: [
            Example(
                "create --name 'CI deploy' --role DEPLOYMENT_ADMIN --expiration 90 --deployment Production",
                "Create a token that expires in 90 days")
        ])
    static let fields = FleetColumns.fieldsWithValue
    static let rules: [ArgumentRule] = [
        .exclusive("workspace", "deployment"), .oneOf("scope", "workspace", "deployment"),
    ]

    @Option(help: "The token's scope; organization must be given explicitly")
    var scope: TokenScope?

    @Option(
        valueName: "NAME_OR_ID", help: "The Workspace that it belongs to, by name or ID", validate: .notEmpty,
        completion: .workspaces)
    var workspace: String?

    @Option(
        valueName: "NAME_OR_ID", help: "The Deployment that it belongs to, by name or ID", validate: .notEmpty,
        completion: .deployments)
    var deployment: String?

    @OptionGroup var options: NewTokenOptions

    @OptionGroup var kind: NewTokenKind

    @Option("r", help: "Its role there, such as DEPLOYMENT_ADMIN, or a custom role", validate: .notEmpty)
    var role: String?

    @OptionGroup var issue: IssueOptions

    @OptionGroup var delivery: DeliveryOptions

    func validate() throws {
        let named: TokenScope? = deployment != nil ? .deployment : workspace != nil ? .workspace : nil
        guard let scope, scope != named, named != nil || scope != .organization else { return }
        throw CommandError.usage(
            named.map { "--scope \(scope.word) and --\($0.word) contradict each other; nothing was changed" }
                ?? "--scope \(scope.word) needs --\(scope.word) NAME_OR_ID; nothing was changed")
    }

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let place = try await context.preparing { try await self.place(client, context) }
        let issue = TokenIssue(
            context: context, client: client, delivery: delivery, options: issue,
            columns: FleetColumns.withValue(.none, organizationID: client.organizationID))
        try await NewToken(options, kind: kind.kind, role: role, in: place, issue).create()
    }

    private func place(_ client: AstroClient, _ context: Context) async throws -> TokenPlace {
        let directory = PlaceDirectory(context, client)
        if let deployment { return try await directory.deployment(Reference(deployment), in: nil) }
        if let workspace {
            return TokenPlace(scope: .workspace, id: try await directory.workspaceID(Reference(workspace)))
        }
        return TokenPlace(scope: .organization, id: client.organizationID)
    }
}
