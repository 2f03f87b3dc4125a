import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
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
            discussion: "The value is written to stdout and never shown again.", effect: .changes, isDestructive: false,
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

    @Option("e", valueName: "DAYS", help: "Days until it expires, or a duration such as 12w; 0 or nothing for never")
    var expiration: TokenLifetime?

    @Option(help: "What it opens: the Astro API, or the Deployment's Airflow API directly")
    var kind: Kind?

    @OptionGroup var issue: IssueOptions

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the new token")
        }
        let request = try await context.preparing { try await self.request(place, client, context) }
        let wish = SecretIssue(
            name: "create-\(place.id)-\(Self.fingerprint(request))", subject: "the token '\(request.name)'",
            step: "creating", remedy: place.scope.command("recover"), repetition: repetition(request, place))
        let creation = TokenCreation(
            client: client, context: context, place: place, request: request, recordName: wish.name,
            repetition: wish.repetition)
        let way = TokenIssue(context: context, client: client, delivery: delivery, options: issue)
        let made = try await way.run(wish, columns: TokenColumns.withValue(in: place)) { earlier in
            try await creation.create(after: earlier)
        }
        let label = made.id.isEmpty ? "'\(request.name)'" : made.label
        way.tell("The token \(label) was created.", made)
        try await way.delivery.clearClipboard(of: made.token ?? "")
    }

    /// The command that asks for the same token.
    private func repetition(_ request: CreateTokenRequest, _ place: TokenPlace) -> Hint {
        var words = ["--name", request.name, "--role", request.role]
        if let description { words += ["--description", description] }
        if let days = request.tokenExpiryPeriodInDays { words += ["--expiration", String(days)] }
        if let kind { words += ["--kind", kind.rawValue] }
        return place.scope.command("create", words + place.option)
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
    private func request(
        _ place: TokenPlace, _ client: AstroClient, _ context: Context
    ) async throws -> CreateTokenRequest {
        let output = context.output
        let name =
            if let name { name } else { try await output.prompt("Name of the new token", flag: "--name NAME") }
        let tokens = asksMore(context) ? try? await client.tokens(place.filter) : nil
        try Task.checkCancellation()
        try await confirmSecond(of: name, among: tokens ?? [], context)
        let choice = RoleChoice(place: place, client: client, context: context, tokens: tokens)
        let role = if let role { role } else { try await choice.ask() }
        let lifetime = if let expiration { expiration } else { try await askForLifetime(context) }
        return CreateTokenRequest(
            name: name, role: role, scope: place.scope.apiScope,
            entityId: place.scope == .organization ? nil : place.id, description: description,
            kind: kind?.apiKind, tokenExpiryPeriodInDays: lifetime?.days)
    }

    /// Whether a person makes the token by hand, and not a script that happens to run on a terminal.
    private func asksMore(_ context: Context) -> Bool {
        context.output.isAtTerminal && context.output.console.output.isTerminal && context.output.format.isTable
            && !issue.cleanOutput
    }

    /// Two tokens of one name are hard to tell apart afterwards.
    private func confirmSecond(of name: String, among tokens: [APIToken], _ context: Context) async throws {
        guard let other = tokens.first(where: { $0.name == name }) else { return }
        let used = other.lastUsedAt.map { "last used \(context.output.age($0.text))" } ?? "never used"
        context.output.warning(
            "there is a token \(other.label) already, created \(context.output.age(other.createdAt.text)), \(used)")
        try await context.output.confirm("Create another one of that name?", flag: "--name")
    }

    private func askForLifetime(_ context: Context) async throws -> TokenLifetime? {
        guard asksMore(context) else { return nil }
        let choice = try await context.output.choose(
            "Expires after", from: ["30d", "90d", "1y", "never"], columns: [Column("lifetime", "EXPIRES AFTER") { $0 }],
            flag: "--expiration")
        return TokenLifetime(argument: choice == "never" ? "0" : choice)
    }
}
