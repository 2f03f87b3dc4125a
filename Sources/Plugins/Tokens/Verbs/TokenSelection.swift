import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The token that a command works on.
struct TokenSelection<Place: PlaceSelection, Naming: TokenNaming>: ArgumentGroup, Equatable {
    static var rules: [ArgumentRule] { [.exclusive("id", "name")] }

    @Argument(
        Naming.placeholder, help: "The \(Naming.noun), by ID or name; omit it on a terminal to choose one",
        validate: .notEmpty,
        completion: .tokens(Place.self, Naming.self))
    var id: String?

    @Option(
        Naming.short, name: Naming.nameOption, valueName: "NAME",
        help: "The \(Naming.noun) by its exact name; even one that looks like an ID", validate: .notEmpty,
        completion: .tokenNames(Place.self, Naming.self))
    var name: String?

    init() {}

    /// Whether it is given by a name, which several tokens may have.
    var isNamed: Bool {
        if case .name? = reference { true } else { name != nil }
    }

    private var reference: Reference? { id.map(Reference.init) }

    /// Returns the token with the given ID, in any place; or one of a place's tokens, by its name or from a list.
    ///
    /// - Parameters:
    ///   - place: The place, which isn't needed for an ID.
    ///   - meant: The IDs to prefer if several tokens have the name.
    ///   - replaced: The IDs to prefer among several tokens with the name if others of them can't be meant.
    ///   - purpose: The purpose of the token, as in "to rotate".
    ///   - isOffered: Selects the place's tokens to consider.
    ///   - isChoosable: Selects those that a person may choose; a named one is refused with its own message.
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

    /// Returns whether some of several tokens with one name can be meant.
    private func preferredAmong(_ namesakes: [APIToken], _ isChoosable: (APIToken) -> Bool) -> Bool {
        namesakes.count > 1 && namesakes.contains(where: isChoosable)
    }

    /// Returns the token of an ID with an unusual form; nil if it doesn't exist.
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

    /// Does the same for a known place.
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
