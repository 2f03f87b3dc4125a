import Kernel

/// Lists the servers that the program knows.
struct ListContexts: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the contexts", effect: .local, isList: true,
        related: ["context switch", "login"],
        examples: [Example("list", "Show a table that marks the one in use")])
    static var fields: [String] { KnownContext.columns.map(\.field) }

    func run(in context: Context) async throws {
        try context.output.list(
            try KnownContext.all(in: context), key: "contexts", columns: KnownContext.columns,
            none: "There are no contexts.")
    }
}
