import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Lists the tokens that somebody should look after.
struct CheckTokens<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "check", summary: "List the tokens that need attention",
            discussion: "Without a rule, those that expire within 14d.", isList: true,
            exitMeanings: [
                .success: "no token needs attention", .notFound: "a token needs attention, or the place does not exist",
            ],
            related: ["\(Place.scope.word) token list", "\(Place.scope.word) token rotate"],
            examples: [
                Example(
                    "check --expires-within 14d --older-than 90d\(Place.scope.exampleFlag)",
                    "Find what to rotate, as a job of every night")
            ])
    }
    static var fields: [String] { TokenFinding.columns.map(\.field) }

    @Option(help: "Those that expire before that much time is over")
    var expiresWithin: Duration?

    @Option(help: "Those that got their value longer ago")
    var olderThan: Duration?

    @Option(help: "Those that were not used for that long")
    var unusedFor: Duration?

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose tokens to check")
        let tokens = try await client.tokens(place.filter)
        if let warning = client.clockWarning(context.clock) { context.output.warning(warning) }
        let now = client.now(context.clock)
        let findings = tokens.compactMap { TokenFinding($0, rules, now: now) }
        try context.output.list(
            findings, key: "tokens", columns: TokenFinding.columns, screen: TokenFinding.screen,
            none: "No token of \(place.label) needs attention.")
        guard !findings.isEmpty else { return }
        throw CommandError(
            .notFound, "\(findings.count) of \(tokens.count) tokens of \(place.label) need attention",
            hint: remedy(findings, tokens, place))
    }

    /// The command for one token that needs attention, of the place itself if there is one.
    private func remedy(_ findings: [TokenFinding], _ tokens: [APIToken], _ place: TokenPlace) -> Hint? {
        let found = Set(findings.map(\.id))
        let needy = tokens.filter { found.contains($0.id) }
        return (needy.first { $0.scope == place.scope.apiScope } ?? needy.first)?.rotation(foundIn: place)
    }

    private var rules: AttentionRules {
        let isUnruled = expiresWithin == nil && olderThan == nil && unusedFor == nil
        return AttentionRules(
            expiresWithin: isUnruled ? .seconds(14 * 86_400) : expiresWithin, olderThan: olderThan, unusedFor: unusedFor
        )
    }
}
