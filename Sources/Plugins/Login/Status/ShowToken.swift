import Kernel

/// Writes the bearer token, for other programs.
struct ShowToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "token", summary: "Print the bearer token, refreshed if it is about to expire",
        discussion: "Anyone who has the token can act as you. --force refreshes the login even if it hasn't expired.",
        audience: .people,
        related: ["login", "auth status"],
        examples: [
            Example("token", "Write it to stdout"),
            Example("token -d astronomer.io", "Print the token of another context"),
        ])
    static var fields: [String] { BearerToken.columns.map(\.field) }

    @Option("d", valueName: "DOMAIN", help: "The context (default: the current one)", validate: .notEmpty)
    var domain: String?

    @Flag("f", help: "Refresh the login first, even if it still lasts", visibility: .hidden)
    var force = false

    func run(in context: Context) async throws {
        try context.output.requireReader()
        let context = domain.map { context.turned(to: $0) } ?? context
        let token = try await (force ? context.auth.refreshedToken() : context.auth.bearerToken())
        guard !context.output.format.isTable || context.options.fields != nil else {
            return try context.output.text(token)
        }
        try context.output.record(
            BearerToken(domain: try context.auth.domain(), token: token), columns: BearerToken.columns)
    }
}

private struct BearerToken: Encodable {
    let domain: String
    let token: String

    static let columns = [
        Column<BearerToken>("domain", "DOMAIN") { $0.domain }, Column<BearerToken>("token", "TOKEN") { $0.token },
    ]
}
