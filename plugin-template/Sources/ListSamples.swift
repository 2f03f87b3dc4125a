import AstroAPI
import Kernel

/// Lists the Organization's tokens and what they are for.
struct ListSamples: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", summary: "List the Organization's tokens and what they are for", isList: true,
        examples: [
            Example("list", "Show a table"),
            Example("list --blank --json --fields id", "Give a script the tokens that nobody has described"),
        ])
    static var fields: [String] { SamplesColumns.fields }

    @Flag(help: "Only tokens that nobody has described")
    var blank = false

    func run(in context: Context) async throws {
        let tokens = try await AstroClient(context).tokens(.organization)
        try context.output.list(
            blank ? tokens.filter(\.description.isEmpty) : tokens, key: "tokens", columns: SamplesColumns.all,
            none: "There are no such tokens.")
    }
}
