import AstroAPI
import Kernel

/// Which token of a Deployment a command works on.
struct TokenSelection: ArgumentGroup, Equatable {
    @Argument("TOKEN_ID", help: "The token; on a terminal you may choose one", validate: .identifier)
    var id: String?

    @Option("t", help: "The token by its name instead of its ID", validate: .notEmpty)
    var name: String?

    func validate() throws {
        if id != nil, name != nil {
            throw CommandError.usage("TOKEN_ID and --name both say which token; give one of them")
        }
    }

    /// The token, which is certain to have a role in the Deployment, or to be no token of another one.
    func resolve(in context: Context, _ client: AstroClient, deployment: String) async throws -> APIToken {
        if let id { return try await client.token(id: id.lowercased()) }
        if name == nil, !context.output.canChoose {
            throw CommandError.usage(
                "no token is named",
                hint: "pass TOKEN_ID or --name; astro deployment token list --deployment-id \(deployment) shows both")
        }
        let tokens = try await client.tokens(.deployment(deployment))
        let candidates = tokens.filter { name == nil || $0.name == name }
        if let name { return try await theOne(named: name, candidates, of: tokens, context, deployment) }
        guard !tokens.isEmpty else {
            throw CommandError(.notFound, "the Deployment \(deployment) has no tokens to choose from")
        }
        return try await choose(from: tokens, context, deployment)
    }

    private func theOne(
        named name: String, _ candidates: [APIToken], of tokens: [APIToken], _ context: Context, _ deployment: String
    ) async throws -> APIToken {
        guard let first = candidates.first else {
            let nearest = Suggestion.nearest(to: name, among: tokens.map(\.name))
            throw CommandError(
                .notFound, "no token in the Deployment \(deployment) is named '\(name)'; nothing was changed",
                hint: nearest.map { "did you mean '\($0)'?" }
                    ?? "astro deployment token list --deployment-id \(deployment)")
        }
        if candidates.count == 1 { return first }
        if context.output.canChoose { return try await choose(from: candidates, context, deployment) }
        let ids = candidates.map(\.id).joined(separator: ", ")
        throw CommandError(
            .notFound, "\(candidates.count) tokens are named '\(name)': \(ids); nothing was changed",
            hint: "name one of them by its ID")
    }

    private func choose(from tokens: [APIToken], _ context: Context, _ deployment: String) async throws -> APIToken {
        try await context.output.choose("Token", from: tokens, columns: TokenColumns.all(deployment: deployment))
    }
}
