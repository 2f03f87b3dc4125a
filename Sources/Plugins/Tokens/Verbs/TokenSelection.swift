import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Which token a command works on.
struct TokenSelection<Place: PlaceSelection, Naming: TokenNaming>: ArgumentGroup, Equatable {
    static var rules: [ArgumentRule] { [.exclusive("id", "name")] }

    @Argument(
        Naming.placeholder, help: "The \(Naming.noun), by ID or name; omit it on a terminal to choose one",
        validate: .notEmpty,
        completion: .tokens(Place.self, Naming.self))
    var id: String?

    @Option(
        Naming.short, name: Naming.nameOption, valueName: "NAME",
        help: "The \(Naming.noun) by its name; also where that is another's ID", validate: .notEmpty,
        completion: .tokenNames(Place.self, Naming.self))
    var name: String?

    init() {}

    /// Whether a name, which several tokens may have, says which one is meant.
    var isNamed: Bool {
        if case .name? = reference { true } else { name != nil }
    }

    private var reference: Reference? { id.map(Reference.init) }

    /// The token by its ID, wherever it belongs, or one of those that a place offers by its name or to choose from.
    ///
    /// - Parameters:
    ///   - place: The place, which an ID does not ask for.
    ///   - meant: The IDs of those that are meant where several have the name.
    ///   - replaced: The IDs of those of several with the name that are meant because of others among them.
    ///   - purpose: What it is for, as in "to rotate".
    ///   - isOffered: Which of the place's tokens come into question.
    ///   - isChoosable: Which of those a person may choose; what is named is refused in words of its own.
    func resolve(
        in context: Context, _ client: AstroClient, of place: () async throws -> TokenPlace, for purpose: String = "",
        preferring meant: Set<String> = [], replaced: ([APIToken]) -> Set<String> = { _ in [] },
        where isOffered: (APIToken) -> Bool = { _ in true },
        choosing isChoosable: (APIToken) -> Bool = { _ in true }
    ) async throws -> APIToken {
        if case .id(let id)? = reference { return try await client.token(id: id) }
        let word = name ?? id
        let place = try await place()
        if word == nil, !context.output.canChoose {
            throw CommandError.usage(
                "no \(Naming.noun) is named",
                hint: "pass \(Naming.placeholder) or --\(Naming.nameOption) from '\(place.listCommand)'")
        }
        var candidates = Candidates(
            Naming.noun, try await client.tokens(place.filter).filter(isOffered), place: " in \(place.label)",
            consequence: "; nothing was changed", columns: TokenColumns.choice,
            flag: "\(Naming.placeholder) or --\(Naming.nameOption)", listCommand: place.listCommand,
            id: { $0.id }, name: { $0.name })
        candidates.purpose = purpose
        guard let word else {
            candidates.rows = candidates.rows.filter(isChoosable)
            return try await context.output.choose(from: candidates)
        }
        let namesakes = candidates.rows.filter { $0.name == word }
        let meant = meant.union(replaced(namesakes))
        let preferred = namesakes.filter { meant.contains($0.id) }
        if preferred.count == 1 { return preferred[0] }
        if name == nil, namesakes.isEmpty, let token = try await token(ofID: word, candidates, client) { return token }
        if preferredAmong(namesakes, isChoosable) { candidates.rows = candidates.rows.filter(isChoosable) }
        return try await context.output.pick(named: word, from: candidates)
    }

    /// Whether some of several of one name cannot be meant.
    private func preferredAmong(_ namesakes: [APIToken], _ isChoosable: (APIToken) -> Bool) -> Bool {
        namesakes.count > 1 && namesakes.contains(where: isChoosable)
    }

    /// The token of an ID that has another form than usual; nil if there is none.
    private func token(
        ofID word: String, _ candidates: Candidates<APIToken>, _ client: AstroClient
    ) async throws -> APIToken? {
        let id = word.lowercased()
        if let one = candidates.rows.first(where: { $0.id == id }) { return one }
        guard Identifier.complaint(id) == nil else { return nil }
        do {
            return try await client.token(id: id)
        } catch let error as APIError where [400, 404].contains(error.status) {
            return nil
        }
    }

    /// The same where the place is known.
    func resolve(
        in context: Context, _ client: AstroClient, of place: TokenPlace, for purpose: String = "",
        preferring meant: Set<String> = [], replaced: ([APIToken]) -> Set<String> = { _ in [] },
        where isOffered: (APIToken) -> Bool = { _ in true },
        choosing isChoosable: (APIToken) -> Bool = { _ in true }
    ) async throws -> APIToken {
        try await resolve(
            in: context, client, of: { place }, for: purpose, preferring: meant, replaced: replaced,
            where: isOffered,
            choosing: isChoosable)
    }
}
