import AstroAPI
import Kernel

/// Which token a command works on.
struct TokenSelection<Naming: TokenNaming>: ArgumentGroup, Equatable {
    static var rules: [ArgumentRule] { [.exclusive("id", "name")] }

    @Argument(Naming.placeholder, help: "The \(Naming.noun); on a terminal you may choose one", validate: .identifier)
    var id: String?

    @Option(
        Naming.short, name: Naming.nameOption, valueName: "NAME",
        help: "The \(Naming.noun) by its name instead of its ID", validate: .notEmpty)
    var name: String?

    /// The token by its ID, wherever it belongs, or one of those that a place offers by its name or to choose from.
    ///
    /// - Parameter isOffered: Which of the place's tokens come into question.
    func resolve(
        in context: Context, _ client: AstroClient, of place: TokenPlace,
        where isOffered: (APIToken) -> Bool = { _ in true }
    ) async throws -> APIToken {
        if let id { return try await client.token(id: id.lowercased()) }
        if name == nil, !context.output.canChoose {
            throw CommandError.usage(
                "no \(Naming.noun) is named",
                hint: "pass \(Naming.placeholder) or --\(Naming.nameOption); \(place.listCommand) shows both")
        }
        let tokens = try await client.tokens(place.filter).filter(isOffered)
        if let name { return try await theOne(named: name, of: tokens, context, place) }
        guard !tokens.isEmpty else {
            throw CommandError(
                .notFound, "\(place.label) has no \(Naming.noun)s to choose from", hint: place.listCommand)
        }
        return try await choose(from: tokens, context, place)
    }

    private func theOne(
        named name: String, of tokens: [APIToken], _ context: Context, _ place: TokenPlace
    ) async throws -> APIToken {
        let candidates = tokens.filter { $0.name == name }
        guard let first = candidates.first else {
            let nearest = Suggestion.nearest(to: name, among: tokens.map(\.name))
            throw CommandError(
                .notFound, "no \(Naming.noun) in \(place.label) is named '\(name)'; nothing was changed",
                hint: nearest.map { "did you mean '\($0)'?" } ?? place.listCommand)
        }
        if candidates.count == 1 { return first }
        if context.output.canChoose { return try await choose(from: candidates, context, place) }
        let ids = candidates.map(\.id).joined(separator: ", ")
        throw CommandError(
            .notFound, "\(candidates.count) tokens are named '\(name)': \(ids); nothing was changed",
            hint: "name one of them by its ID")
    }

    private func choose(from tokens: [APIToken], _ context: Context, _ place: TokenPlace) async throws -> APIToken {
        try await context.output.choose(
            "Token", from: tokens, columns: TokenColumns.all(in: place),
            flag: "\(Naming.placeholder) or --\(Naming.nameOption)")
    }
}
