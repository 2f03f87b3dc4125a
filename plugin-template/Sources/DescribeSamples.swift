import AstroAPI
import Kernel

/// Says what a token of the Organization is for.
struct DescribeSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "describe", summary: "Say what a token of the Organization is for", effect: .changes,
        examples: [
            Example("describe TOKEN_ID --description 'Plans and applies'", "Describe a token, after a question"),
            Example("describe TOKEN_ID --description '' --yes", "Clear its description in a script"),
        ])
    static var fields: [String] { SamplesColumns.fields }

    @Argument("TOKEN_ID", help: "The token", validate: .identifier, completion: .live("organization-tokens", tokens))
    var id: String

    @Option("d", valueName: "TEXT", help: "What it is for; '' clears it")
    var description: String

    @Flag("y", help: "Skip the confirmation")
    var yes = false

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let token = try await client.token(id: id.lowercased())
        try await confirm(token, context)
        // Ctrl-C shall not fall between the server's answer and its report.
        try await context.uninterrupted("describing the token '\(token.name)'") {
            // The API wants the name each time, changed or not.
            let change = UpdateTokenRequest(name: token.name, description: description)
            let changed = try await client.updateToken(id: token.id, change)
            try context.output.outcome(
                "The token '\(token.name)' has a new description.", changed, columns: SamplesColumns.all)
        }
    }

    /// Asks before a description is lost; a first one needs no question.
    private func confirm(_ token: APIToken, _ context: Context) async throws {
        guard !yes, !token.description.isEmpty else { return }
        try await context.output.confirm(
            "Replace the description '\(token.description)' of the token '\(token.name)'?", flag: "--yes")
    }

    /// What the shell offers for the token: every one of the Organization.
    @Sendable
    private static func tokens(_ request: CompletionRequest) async throws -> [Completion.Candidate] {
        try await AstroClient(request.context).tokens(.organization).map { Completion.Candidate($0.id, $0.name) }
    }
}
