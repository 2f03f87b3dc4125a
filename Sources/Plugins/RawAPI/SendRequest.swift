import Kernel

/// Sends one request with the credential, and writes the answer.
struct SendRequest: Command, Equatable {
    static let configuration = CommandConfiguration(
        "api", summary: "Send any request to the API and show the answer",
        discussion: """
            PATH stands below the API, with or without its version: organizations/{organizationId}/tokens. In it, \
            {organizationId}, {workspaceId} and {deploymentId} are filled in. METHOD is GET, or POST where there is \
            something to send and nothing to follow. Parameters make the query of GET and DELETE and the JSON body of the others; key[sub]=… \
            goes into an object, key[]=… into a list. The answer goes to stdout as it came, also when the server \
            refuses; on a terminal it is indented, with control characters as escapes. A POST is sent once, whatever \
            happens.
            """,
        // Nobody knows before the request what it does: the cautious answer is that it changes something.
        effect: .changes, related: ["deployment list", "organization token list"],
        examples: [
            Example("api 'organizations/{organizationId}/tokens' --paginate", "All pages as one document"),
            Example(
                "api 'organizations/{organizationId}/tokens' -f name=ci -f role=ORGANIZATION_MEMBER -f scope=ORGANIZATION",
                "POST a JSON object"),
            Example(
                "api DELETE 'organizations/{organizationId}/tokens/TOKEN_ID' --silent", "Delete without a question"),
        ])

    @Argument("METHOD|PATH", help: "The path; or the method (GET, POST, PUT, PATCH, DELETE), with the path behind it")
    var methodOrPath: String

    @Argument("PATH", help: "The path, where a method stands before it")
    var path: String?

    @OptionGroup var content: RequestContent
    @OptionGroup var placeholders: Placeholders

    @Flag(help: "Follow a listing to its end: one document, or a page a line with -o jsonl")
    var paginate = false

    @Flag("i", help: "Show the status and the header of the answer before it")
    var include = false

    @Flag(help: "Do not show the body of the answer")
    var silent = false

    func validate() throws {
        let method = try method()
        if method == .get, content.input != nil {
            throw CommandError.usage("GET has no body; --input is for the others")
        }
        guard paginate else { return }
        if method != .get { throw CommandError.usage("--paginate follows GET alone, not \(method.rawValue)") }
        if include { throw CommandError.usage("--include shows the header of one answer; --paginate asks for several") }
    }

    private func method() throws -> HTTPMethod {
        try RequestLine(methodOrPath, path).method ?? (content.isEmpty || paginate ? .get : .post)
    }

    func run(in context: Context) async throws {
        if context.output.format == .csv || context.output.format == .yaml {
            throw CommandError.usage("an answer is written as it came, or as one line of JSON with -o jsonl")
        }
        let endpoint = try Endpoint(RequestLine(methodOrPath, path).path, below: context.auth.baseURL()) { name in
            try placeholders.value(name, in: context)
        }
        var exchange = Exchange(
            context: context, method: try method(), endpoint: endpoint,
            writer: AnswerWriter(output: context.output, showsHead: include, showsBody: !silent))
        try await content.fill(&exchange)
        if paginate { try await exchange.followPages() } else { try await exchange.once() }
    }
}
