#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Sends one request with the credential, and writes the answer.
struct SendRequest: Command, Equatable {
    static let configuration = CommandConfiguration(
        "api", summary: "Send a request to the API and print the response",
        discussion: """
            PATH is relative to the API root, with or without its version: organizations/{organizationId}/tokens. \
            {organizationId}, {workspaceId} and {deploymentId} default to the current ones; --organization, \
            --workspace and --deployment choose others, and -p fills in any other placeholder. METHOD defaults to POST \
            if there is a body or a parameter, otherwise to GET (with --paginate, always GET). Parameters become the \
            query of GET, HEAD and DELETE, and the JSON body of the others; key[sub]=… sets a field of an object, \
            key[]=… adds to a list. The response is printed unchanged, also when the server refuses; on a terminal it \
            is indented, with control characters escaped. A POST is retried only after status 429 with Retry-After, \
            which says that nothing was done.
            """,
        // The effect is unknown until the request is made, so the safe assumption is that it changes something.
        effect: .changes, audience: .people, related: ["deployment list", "organization token list"],
        examples: [
            Example("api 'organizations/{organizationId}/tokens' --paginate", "Print all pages as one document"),
            Example(
                "api 'organizations/{organizationId}/tokens' -f name=ci -f role=ORGANIZATION_MEMBER -f scope=ORGANIZATION",
                "POST a JSON object"),
            Example("api cloud organizations -X GET --generate", "Print the curl command without sending anything"),
            Example(
                "api DELETE 'organizations/{organizationId}/tokens/TOKEN_ID' --silent", "Delete without a confirmation"),
        ])

    @Argument("METHOD|PATH", help: "The path; or the method (GET, POST, PUT, PATCH, DELETE), then the path")
    var methodOrPath: String

    @Argument("PATH", help: "The path, if a method comes first")
    var path: [String] = []

    @Option("X", help: "The HTTP method; replaces METHOD before the path")
    var method: MethodName?

    @OptionGroup var content: RequestContent
    @OptionGroup var placeholders: Placeholders

    @Flag(help: "Fetch all pages: as one document, or one page per line with -o jsonl")
    var paginate = false

    @Flag(help: "With --paginate, write an array of pages")
    var slurp = false

    @Flag("i", help: "Include the response status and headers")
    var include = false

    @Flag(help: "Don't print the response body")
    var silent = false

    @Flag(help: "Log the request and response to stderr; same as --verbosity debug")
    var verbose = false

    @Flag(help: "Print the curl command without sending anything")
    var generate = false

    @Option(
        valueName: "FILE", help: "Stream the response body to FILE", validate: .notEmpty,
        completion: .files)
    var toFile: String?

    func validate() throws {
        let method = try chosenMethod()
        if method.isReading, content.input != nil {
            throw CommandError.usage("\(method.rawValue) has no body; --input is for the others")
        }
        if toFile != nil {
            if method != .get { throw CommandError.usage("--to-file works only with GET, not \(method.rawValue)") }
            if paginate { throw CommandError.usage("--to-file writes one answer; --paginate asks for several") }
        }
        if slurp, !paginate { throw CommandError.usage("--slurp lists the pages of --paginate") }
        guard paginate else { return }
        if generate { throw CommandError.usage("--generate is for one request; --paginate sends several") }
        if method != .get { throw CommandError.usage("--paginate works only with GET, not \(method.rawValue)") }
        if include { throw CommandError.usage("--include shows the header of one answer; --paginate asks for several") }
    }

    private func line() throws -> RequestLine {
        try RequestLine([methodOrPath] + path)
    }

    private func chosenMethod() throws -> HTTPMethod {
        let line = try line()
        if let method = method?.method, let other = line.method, method != other {
            throw CommandError.usage("--method \(method.rawValue) and the word \(other.rawValue) contradict each other")
        }
        return method?.method ?? line.method ?? (content.isEmpty || paginate ? .get : .post)
    }

    func run(in context: Context) async throws {
        let context = verbose ? context.telling(.debug) : context
        if context.output.format == .csv || context.output.format == .yaml {
            throw CommandError.usage("a response is printed unchanged, or as one line of JSON with -o jsonl")
        }
        let endpoint = try await Endpoint(line().path, below: context.auth.baseURL()) { name in
            try await placeholders.value(name, in: context)
        }
        let method = try chosenMethod()
        var exchange = Exchange(
            context: context, method: method, endpoint: endpoint,
            writer: AnswerWriter(
                output: context.output, showsHead: include || method == .head, showsBody: !silent),
            file: toFile)
        try await content.fill(&exchange)
        if generate {
            return try context.output.line(exchange.curlCommand(context.environment.names.variable("API_TOKEN")))
        }
        if paginate { try await exchange.followPages(asList: slurp) } else { try await exchange.once() }
    }
}

/// A method, in any case.
struct MethodName: ArgumentValue, Equatable {
    let method: HTTPMethod

    init?(argument: String) {
        guard let method = HTTPMethod(rawValue: argument.uppercased()) else { return nil }
        self.method = method
    }

    static var argumentDescription: String { "one of \(allowedArguments.joined(separator: ", "))" }
    static var placeholder: String? { "METHOD" }
    static var allowedArguments: [String] { HTTPMethod.allCases.map(\.rawValue) }
    var argument: String { method.rawValue }
}

extension Exchange {
    /// The same request for curl, with the variable in place of the credential.
    func curlCommand(_ variable: String) throws -> String {
        var words = ["curl", "-X", method.rawValue, "-H", "\"Authorization: Bearer $\(variable)\""]
        for field in headers.fields { words += ["-H", ShellWords.argument("\(field.name): \(field.value)")] }
        if let body {
            guard let text = String(validating: body, as: UTF8.self), !text.contains("\0") else {
                throw CommandError.usage("the body is not text, so no command line can hold it")
            }
            words += ["--data-raw", ShellWords.singleQuoted(text)]
        }
        return (words + [ShellWords.argument(try endpoint.url.absoluteString)]).joined(separator: " ")
    }
}
