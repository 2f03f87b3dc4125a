import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Finds tokens by ID or name.
struct TokenWords {
    let tokens: [APIToken]

    /// The tokens that a word refers to.
    enum Match {
        case none
        case one(APIToken)
        case several([APIToken])
        /// One token's ID, and the name of others.
        case ambiguous(APIToken, [APIToken])
    }

    func match(_ word: String, onlyNames: Bool = false) -> Match {
        let named = tokens.filter { $0.name == word }
        let identified = onlyNames ? nil : tokens.first { $0.id == word.lowercased() }
        guard let identified else {
            return named.count > 1 ? .several(named) : named.first.map(Match.one) ?? .none
        }
        let others = named.filter { $0.id != identified.id }
        return others.isEmpty ? .one(identified) : .ambiguous(identified, others)
    }

    /// Returns the token that a word refers to; nil for an ID that isn't in the list.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` for a name that no token has, or several.
    func token(_ word: String, onlyNames: Bool = false) throws -> APIToken? {
        switch match(word, onlyNames: onlyNames) {
        case .one(let token): return token
        case .several(let namesakes):
            throw CommandError(
                .notFound,
                "\(namesakes.count) tokens are named '\(word.shortened)': \(Self.list(namesakes)); nothing was changed",
                hint: "name one of them by its ID")
        case .ambiguous(let identified, let namesakes):
            throw CommandError(
                .notFound,
                "'\(word.shortened)' is the ID of \(identified.label) and the name of \(Self.list(namesakes)); "
                    + "nothing was changed",
                hint: .command("token update", "--name", word, "--new-name", "NAME"))
        case .none:
            if !onlyNames, Reference.isID(word) { return nil }
            let nearest = Suggestion.nearest(to: word, among: tokens.map(\.name))
            throw CommandError(
                .notFound, "no token is named '\(word.shortened)'; nothing was changed",
                hint: nearest.map { "did you mean '\($0)'?" } ?? .command("token list"))
        }
    }

    private static func list(_ tokens: [APIToken]) -> String { tokens.map(\.id).joined(separator: ", ") }
}

/// The token that a command works on, in any place.
struct TokenArgument: ArgumentGroup, Equatable {
    static var rules: [ArgumentRule] { [.exclusive("word", "name")] }

    @Argument(
        "TOKEN", help: "The token, by ID or name; omit it on a terminal to choose one", validate: .notEmpty,
        completion: .fleetTokens)
    var word: String?

    @Option(
        "t", help: "The token's exact name, even if it looks like an ID", validate: .notEmpty,
        completion: .fleetTokens)
    var name: String?

    /// Returns the token, and the place that it belongs to.
    ///
    /// - Parameter agents: Whether to include agent tokens.
    func resolve(
        _ context: Context, for purpose: String, adding agents: AgentInclusion = AgentInclusion()
    ) async throws -> FleetTarget {
        var reading = try await FleetReading(context)
        reading.add(agents)
        let tokens = try await reading.all(for: [word].compactMap(\.self))
        let fleet = reading.fleet
        guard let word = name ?? word else {
            return try FleetTarget(try await fleet.choose(from: tokens, for: purpose), fleet)
        }
        var target = try await FleetTarget(word, onlyNames: name != nil, tokens, fleet)
        target.replacement = MarkedReplacements(tokens).replacements(of: target.token).first?.id
        return target
    }
}

extension Fleet {
    /// Returns the token that a person chooses.
    func choose(from tokens: [APIToken], for purpose: String) async throws -> APIToken {
        try await context.output.choose(from: candidates(tokens).meant(purpose))
    }

    /// Returns the tokens that a person marks, without the credential in use: rotating it would end the run.
    func chooseSeveral(from tokens: [APIToken], for purpose: String) async throws -> [APIToken] {
        let others = tokens.filter { $0.id != own }
        return try await context.output.chooseSeveral(from: candidates(others).meant(purpose))
    }

    private func candidates(_ tokens: [APIToken]) -> Candidates<APIToken> {
        Candidates(
            "token", tokens, consequence: "; nothing was changed",
            columns: columns().filter { ["name", "placeName", "lastUsedAt", "id"].contains($0.field) }
                .map { $0.shown(.always) },
            flag: "TOKEN or --name", listCommand: .command("token list"), id: { $0.id }, name: { $0.name })
    }
}

/// A token to work on, and the place that it belongs to.
struct FleetTarget: Sendable {
    let token: APIToken
    let place: TokenPlace
    let fleet: Fleet
    /// The ID of a listed token that claims to replace this one, if any.
    var replacement: String?

    init(_ word: String, onlyNames: Bool = false, _ tokens: [APIToken], _ fleet: Fleet) async throws {
        let listed = try TokenWords(tokens: tokens).token(word, onlyNames: onlyNames)
        let token = if let listed { listed } else { try await fleet.client.token(id: word.lowercased()) }
        try self.init(token, fleet)
    }

    /// - Throws: ``CommandError`` if the token's place is unknown.
    init(_ token: APIToken, _ fleet: Fleet) throws {
        self.token = token
        place = try fleet.knownHome(of: token)
        self.fleet = fleet
    }
}

extension Fleet {
    /// Returns the place that a token belongs to.
    ///
    /// - Throws: ``CommandError`` if the place is unknown.
    func knownHome(of token: APIToken) throws -> TokenPlace {
        if let place = home(of: token) { return place }
        throw CommandError(
            .failure,
            TokenScope(token.scope) == nil
                ? "the token \(token.label) has scope \(token.scope), which this program does not know; "
                    + "nothing was changed"
                : "the server does not say which roles the token \(token.label) has; nothing was changed")
    }
}

extension Completion {
    /// The tokens of every scope by name, or by ID if several have the same name.
    static var fleetTokens: Completion {
        .live("fleet-tokens") { request in
            let client = try await AstroClient(request.context)
            return Candidate.naming(try await client.tokens(.all).map { ($0.name, $0.id) })
        }
    }
}
