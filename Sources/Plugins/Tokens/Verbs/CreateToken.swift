import AstroAPI
import Kernel

/// Makes a token and prints its value once.
struct CreateToken<Place: PlaceSelection>: Command, Equatable {
    /// What a token opens.
    enum Kind: String, CaseIterable, ArgumentValue {
        case standard
        case directAccess = "direct-access"

        var apiKind: APIToken.Kind { self == .standard ? .standard : .directAccess }
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "create", aliases: ["cr"], summary: "Make a token",
            discussion: "The value is written to stdout and never shown again.", effect: .changes,
            related: Place.scope.commands("rotate", "list"),
            examples: [
                Example(
                    "create --name 'CI deploy' --role \(Place.scope.roles[0]) --expiration 90\(Place.scope.exampleFlag)",
                    "Make a token that expires in 90 days")
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.scope) }

    @Option("n", help: "The new token's name", validate: .notEmpty)
    var name: String?

    @Option("d", help: "A note for people")
    var description: String?

    @Option("r", help: Place.scope.roleHelp("Its role"), validate: .notEmpty, completion: .roles(Place.scope))
    var role: String?

    @Option("e", valueName: "DAYS", help: "Days until it expires; never without it", validate: .range(1...3650))
    var expiration: Int?

    @Option(help: "What it opens: the Astro API, or the Deployment's Airflow API directly")
    var kind: Kind?

    @OptionGroup var issue: IssueOptions

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        let request = try await request(place, context)
        let creation = TokenCreation(client: client, context: context, place: place, request: request)
        let wish = SecretIssue(
            name: "create-\(place.id)-\(Self.fingerprint(request))", subject: "the token '\(request.name)'",
            step: "creating", remedy: "\(place.scope.family) recover")
        let way = TokenIssue(context: context, client: client, delivery: delivery, options: issue, action: "create")
        try await way.run(wish, columns: TokenColumns.withValue(in: place)) { earlier in
            try await creation.create(after: earlier)
        }
        guard !issue.cleanOutput else { return }
        context.output.notice("The token '\(request.name)' was created. Its value is shown once.")
    }

    /// The same for requests that ask for the same: only those can go on where one was cut off.
    private static func fingerprint(_ request: CreateTokenRequest) -> String {
        let parts = [
            request.name, request.role, request.description ?? "", request.kind?.rawValue ?? "",
            request.tokenExpiryPeriodInDays.map(String.init) ?? "",
        ]
        return parts.joined(separator: "\0").fingerprint
    }

    /// What to send; what is missing is asked for.
    private func request(_ place: TokenPlace, _ context: Context) async throws -> CreateTokenRequest {
        let output = context.output
        let name =
            if let name { name } else { try await output.prompt("Name of the new token", flag: "--name NAME") }
        let role =
            if let role { role } else {
                try await output.prompt("Role", flag: "--role ROLE", default: Place.scope.roles.first)
            }
        return CreateTokenRequest(
            name: name, role: role, scope: place.scope.apiScope,
            entityId: place.scope == .organization ? nil : place.id, description: description,
            kind: kind?.apiKind, tokenExpiryPeriodInDays: expiration)
    }
}
