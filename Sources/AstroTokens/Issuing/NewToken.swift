import AstroAPI
package import AstroPlaces
import Delivery
package import Kernel

/// The properties of a new token, besides its role and its place.
package struct NewTokenOptions: ArgumentGroup, Equatable {
    @Option("n", help: "The new token's name", validate: .notEmpty)
    package var name: String?

    @Option("d", help: "A note for people")
    package var description: String?

    @Option("e", valueName: "DAYS", help: "Days until it expires, or a duration such as 12w; 0 (the default): never")
    package var expiration: TokenLifetime?

    package init() {}
}

/// What a new token gives access to.
package struct NewTokenKind: ArgumentGroup, Equatable {
    @Option(help: "What it can access: the Astro API, or the Deployment's Airflow API directly")
    package var kind: TokenKind?

    package init() {}
}

/// The creation of a token in a place, from the questions for missing properties to the delivery of its value.
package struct NewToken {
    private let options: NewTokenOptions
    private let kind: TokenKind?
    private let role: String?
    private let place: TokenPlace
    private let issue: TokenIssue

    private var context: Context { issue.context }
    private var client: AstroClient { issue.client }

    /// - Parameter role: Its role; nil to ask for one, except for an agent token, which has none.
    package init(
        _ options: NewTokenOptions, kind: TokenKind? = nil, role: String? = nil, in place: TokenPlace,
        _ issue: TokenIssue
    ) {
        self.options = options
        self.kind = kind
        self.role = role
        self.place = place
        self.issue = issue
    }

    /// Creates the token and delivers its value.
    package func create() async throws {
        let request = try await context.preparing { try await self.request() }
        let issuance = SecretIssue(
            name: "create-\(place.id)-\(Self.fingerprint(request))", subject: "the token '\(request.name)'",
            step: "creating", remedy: place.family.command("recover"), repetition: repetition(request))
        let creation = TokenCreation(
            client: client, context: context, place: place, request: request, recordName: issuance.name,
            repetition: issuance.repetition)
        let made = try await issue.run(issuance, in: place) { earlier in
            try await creation.create(after: earlier)
        }
        let label = made.id.isEmpty ? "'\(request.name)'" : made.label
        issue.tell("The token \(label) was created.", made)
        try await issue.delivery.clearClipboard(of: made.token ?? "")
    }

    /// The command that requests the same token.
    private func repetition(_ request: CreateTokenRequest) -> Hint {
        var words = ["--name", request.name]
        if !place.isForAgents { words += ["--role", request.role] }
        if let description = options.description { words += ["--description", description] }
        if let days = request.tokenExpiryPeriodInDays { words += ["--expiration", String(days)] }
        if let kind { words += ["--kind", kind.rawValue] }
        return place.family.command("create", words + place.option)
    }

    /// Returns a text that is equal for equal requests: only an equal request continues one that was interrupted.
    private static func fingerprint(_ request: CreateTokenRequest) -> String {
        let parts = [
            request.name, request.role, request.description ?? "", request.kind?.rawValue ?? "",
            request.tokenExpiryPeriodInDays.map(String.init) ?? "",
        ]
        return parts.joined(separator: "\0").fingerprint
    }

    /// Returns the request, after asking for what is missing.
    private func request() async throws -> CreateTokenRequest {
        let output = context.output
        let name =
            if let name = options.name {
                name
            } else {
                try await output.prompt("Name of the new token", flag: "--name NAME")
            }
        let tokens = asksMore ? try? await client.tokens(place.filter) : nil
        try Task.checkCancellation()
        try await confirmSecond(of: name, among: tokens ?? [])
        let role = if let role { role } else { try await askForRole(tokens) }
        let lifetime = if let expiration = options.expiration { expiration } else { try await askForLifetime() }
        return CreateTokenRequest(
            name: name, role: role, scope: place.family.apiScope,
            entityId: place.scope == .organization ? nil : place.id, description: options.description,
            kind: kind?.apiKind, tokenExpiryPeriodInDays: lifetime?.days)
    }

    private func askForRole(_ tokens: [APIToken]?) async throws -> String {
        if place.isForAgents { return "" }
        return try await RoleChoice(place: place, client: client, context: context, tokens: tokens).ask()
    }

    /// Whether a person creates the token interactively, and not a script that happens to run on a terminal.
    private var asksMore: Bool {
        context.output.isAtTerminal && context.output.console.output.isTerminal && context.output.format.isTable
            && !issue.options.cleanOutput
    }

    /// Asks for confirmation if the name is taken: two tokens with one name are hard to tell apart.
    private func confirmSecond(of name: String, among tokens: [APIToken]) async throws {
        guard let other = tokens.first(where: { $0.name == name }) else { return }
        let used = other.lastUsedAt.map { "last used \(context.output.age($0.text))" } ?? "never used"
        context.output.warning(
            "there is a token \(other.label) already, created \(context.output.age(other.createdAt.text)), \(used)")
        try await context.output.confirm("Create another one of that name?", flag: "--name")
    }

    private func askForLifetime() async throws -> TokenLifetime? {
        guard asksMore else { return nil }
        let choice = try await context.output.choose(
            "Expires after", from: ["30d", "90d", "1y", "never"], columns: [Column("lifetime", "EXPIRES AFTER") { $0 }],
            flag: "--expiration")
        return TokenLifetime(argument: choice == "never" ? "0" : choice)
    }
}
