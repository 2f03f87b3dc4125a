import AstroAPI
import Kernel

/// Which token a command works on.
struct TokenSelection<Place: PlaceSelection, Naming: TokenNaming>: ArgumentGroup, Equatable {
    static var rules: [ArgumentRule] { [.exclusive("id", "name")] }

    @Argument(
        Naming.placeholder, help: "The \(Naming.noun); on a terminal you may choose one", validate: .identifier,
        completion: .tokenIDs(Place.self, Naming.self))
    var id: String?

    @Option(
        Naming.short, name: Naming.nameOption, valueName: "NAME",
        help: "The \(Naming.noun) by its name instead of its ID", validate: .notEmpty,
        completion: .tokenNames(Place.self, Naming.self))
    var name: String?

    /// The token by its ID, wherever it belongs, or one of those that a place offers by its name or to choose from.
    ///
    /// - Parameters:
    ///   - meant: The IDs of those that are meant where several have the name.
    ///   - isOffered: Which of the place's tokens come into question.
    func resolve(
        in context: Context, _ client: AstroClient, of place: TokenPlace, preferring meant: Set<String> = [],
        where isOffered: (APIToken) -> Bool = { _ in true }
    ) async throws -> APIToken {
        if let id { return try await client.token(id: id.lowercased()) }
        if name == nil, !context.output.canChoose {
            throw CommandError.usage(
                "no \(Naming.noun) is named",
                hint: "pass \(Naming.placeholder) or --\(Naming.nameOption); \(place.listCommand) shows both")
        }
        let candidates = Candidates(
            Naming.noun, try await client.tokens(place.filter).filter(isOffered), place: " in \(place.label)",
            consequence: "; nothing was changed", columns: TokenColumns.all(in: place),
            flag: "\(Naming.placeholder) or --\(Naming.nameOption)", listCommand: place.listCommand,
            id: { $0.id }, name: { $0.name })
        if let name {
            let namesakes = candidates.rows.filter { $0.name == name && meant.contains($0.id) }
            if namesakes.count == 1 { return namesakes[0] }
            return try await context.output.pick(named: name, from: candidates)
        }
        return try await context.output.choose(from: candidates)
    }
}
