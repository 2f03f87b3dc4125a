import AstroAPI
import Kernel

/// Lists every token with a role in a Deployment.
struct ListTokens: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the tokens with a role in a Deployment",
        examples: [
            Example("list --deployment-id ID", "Show a table"),
            Example("list --deployment-id ID --json --fields id,name", "Give two fields to a script"),
        ])
    static var fields: [String] { TokenColumns.fields }

    @OptionGroup var deployment: DeploymentSelection

    func run(in context: Context) async throws {
        let client = try AstroClient(context)
        let deployment = try await deployment.resolve(in: context, client)
        let tokens = try await client.tokens(.deployment(deployment))
        try context.output.list(
            tokens, key: "tokens", columns: TokenColumns.all(deployment: deployment),
            none: "The Deployment \(deployment) has no tokens.")
    }
}
