import Catalog
import Kernel

/// Serves the Model Context Protocol on stdin and stdout.
struct ServeTools: Command, Equatable {
    /// The action for the tools.
    enum Action: String, CaseIterable, ArgumentValue {
        case serve
        case tools
    }

    static let configuration = CommandConfiguration(
        "mcp", summary: "Offer commands to agents as tools",
        discussion: """
            Speaks the Model Context Protocol on stdin and stdout; an agent's client starts it. Commands that read are \
            offered as they are, those that change something only with --allow, and the person is asked through the \
            client before each change. Secrets go to destinations that you declare here, never to the agent. \
            'tools' shows what a client would see.
            """,
        effect: .local, related: ["docs json", "docs llms", "audit"],
        examples: [
            Example("mcp", "Offer the commands that read"),
            Example(
                "mcp --allow changes --destination ci=env-file:/home/me/ci.env:ASTRO_API_TOKEN",
                "Offer changes as well, and a place for new values"),
            Example("mcp tools --allow changes", "Show what a client would see"),
        ])
    static var fields: [String] { OfferedTool.columns.map(\.field) }

    @Argument("ACTION", help: "'serve' (the default), or 'tools' to list what a client would see")
    var action: Action?

    @Option(
        valueName: "COMMAND", help: "Offer this command, or all that make changes: 'changes'", validate: .notEmpty)
    var allow: [String] = []

    @Option(
        valueName: "COMMAND", help: "Run this command without asking the person first", validate: .notEmpty)
    var yesTo: [String] = []

    @Option(
        valueName: "NAME=KIND:VALUE",
        help: "Where secrets may go: NAME=file:PATH, NAME=env-file:PATH[:VARIABLE], NAME=command:COMMAND",
        validate: .notEmpty)
    var destination: [String] = []

    @Option(
        valueName: "SECONDS", help: "How long to wait for the person's answer", validate: .range(1...86_400))
    var answerTimeout = 600

    func run(in context: Context) async throws {
        let destinations = try DeclaredDestination.all(destination)
        let catalog = try ToolCatalog(
            context.program, allow: allow, yesTo: yesTo, destinations: destinations)
        if action == .tools { return try show(catalog, context) }
        let console = context.output.console
        guard !console.isInteractive else {
            throw CommandError.usage(
                "'\(context.program.name) mcp' is started by an agent's client, not typed at a terminal",
                hint: .command("mcp tools"))
        }
        LastWords.set(
            "\(context.program.name) mcp: ended by a fault of the program; what was in progress may or may not have been "
                + "done. Values that were issued are kept: the recover commands deliver them", isLast: true)
        let session = Session(context, catalog, answerTimeout: .seconds(answerTimeout))
        try await session.serve(try LineFeed(console.input, longest: Session.longestMessage))
    }

    private func show(_ catalog: ToolCatalog, _ context: Context) throws {
        try context.output.list(
            catalog.offered.map { OfferedTool(tool: $0, json: catalog.json(of: $0)) }, key: "tools",
            columns: OfferedTool.columns, none: "No command is offered.")
    }
}

/// A tool in a list; machine formats show it as a client sees it.
struct OfferedTool: Encodable, Sendable {
    let tool: ToolDescription
    let json: JSONValue

    func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    private func part(_ key: String) -> String {
        json[key].map { JSONWriter.text(of: $0, indented: false) } ?? ""
    }

    static let columns = [
        Column<OfferedTool>("name", "NAME") { $0.tool.name },
        Column<OfferedTool>("annotations", "EFFECT") { "\($0.tool.configuration.effect)" },
        Column<OfferedTool>("title", "COMMAND") { $0.tool.path.joined(separator: " ") },
        Column<OfferedTool>("description", "DESCRIPTION", shown: .wide) { $0.tool.description },
        Column<OfferedTool>("inputSchema", "TAKES", shown: .never) { $0.part("inputSchema") },
        Column<OfferedTool>("outputSchema", "GIVES", shown: .never) { $0.part("outputSchema") },
    ]
}
