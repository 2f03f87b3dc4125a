public import Base
public import Terminal

/// The declarations of the options that every command has.
struct CommonFlags: ArgumentGroup {
    static let title = CommonOptions.title

    @Flag("h", help: "Show help") var help = false

    @Option(
        valueName: "DOMAIN", help: "Context to use, such as a domain", environment: .own("DOMAIN"),
        validate: .notEmpty, completion: .contexts)
    var context: String?

    @Option(help: "How much to log to stderr") var verbosity = Verbosity.warn

    @Flag(help: "Print only errors; same as --verbosity error") var quiet = false

    @Option("o", help: "Output format") var output: OutputFormat?

    @Flag(help: "Same as --output json") var json = false

    @Option(valueName: "NAME,…", help: "Fields to write, in this order", completion: .fields)
    var fields: FieldList?

    @Option("q", valueName: "EXPR", help: "Filter the JSON result with jq", validate: .notEmpty) var jq: String?

    @Flag(help: "Omit the header row of tables") var noHeader = false

    @Flag(help: "Disable color") var noColor = false

    @Flag(help: "Show times in UTC instead of ages") var utc = false

    @Flag(help: "Never prompt; fail where input would be needed") var noInput = false

    @Option(valueName: "SECONDS", help: "Timeout of each request", validate: .range(0.001...86_400))
    var timeout = 30.0

    func validate() throws {
        if quiet, verbosity != .warn, verbosity != .error {
            throw CommandError.usage("--quiet and --verbosity \(verbosity.rawValue) contradict each other")
        }
        if jq != nil, let output, output != .json, output != .jsonl {
            throw CommandError.usage("--jq needs JSON, but --output is \(output.rawValue)")
        }
        if json, let output, output != .json {
            throw CommandError.usage("--json and --output \(output.rawValue) cannot be combined")
        }
    }

    /// The parsed values.
    var options: CommonOptions {
        var options = CommonOptions()
        options.help = help
        options.context = context
        options.verbosity = quiet ? .error : verbosity
        options.output = output
        options.json = json
        options.fields = fields
        options.jq = jq
        options.noHeader = noHeader
        options.noColor = noColor
        options.utc = utc
        options.noInput = noInput
        options.timeout = .seconds(timeout)
        return options
    }
}

extension Verbosity: ArgumentValue {
    /// Parses a level, by our name for it or one that other programs use.
    public init?(argument: String) {
        let synonyms: [String: Verbosity] = ["trace": .debug, "warning": .warn, "fatal": .error, "panic": .error]
        guard let level = Verbosity(rawValue: argument) ?? synonyms[argument] else { return nil }
        self = level
    }
}

extension OutputFormat: ArgumentValue {
    /// Parses a format; `text` is another name for a table.
    public init?(argument: String) {
        guard let format = argument == "text" ? .table : OutputFormat(rawValue: argument) else { return nil }
        self = format
    }

    /// Returns the option to use here instead of another program's output format; nil for an unknown word.
    public static func hint(insteadOf word: String) -> Hint? {
        if word == "name" { return "use --fields name --no-header" }
        let templates = ["template", "go-template", "jsonpath", "custom-columns"]
        return templates.contains(where: word.hasPrefix) ? RowOptions.insteadOfTemplate : nil
    }
}

extension FieldList: ArgumentValue {
    /// The description of the value in messages.
    public static var argumentDescription: String { "a list of names separated by commas" }
    /// The names, separated by commas.
    public var argument: String { names.joined(separator: ",") }
}

extension CommonOptions {
    /// Returns what a command line that may be invalid says about the common options: enough to report its errors in
    /// the requested format.
    static func salvaged(from arguments: [String]) -> CommonOptions {
        var options = CommonOptions()
        var rest = arguments.prefix { $0 != "--" }[...]
        while let word = rest.popFirst() {
            switch word {
            case "--json", "--json=true", "-ojson", "-o=json", "--output=json": options.json = true
            case "-o", "--output": if rest.first == "json" { options.json = true }
            case "--verbosity":
                if let level = rest.first.flatMap(Verbosity.init(argument:)) { options.verbosity = level }
            case _ where word.hasPrefix("--verbosity="):
                if let level = Verbosity(argument: String(word.dropFirst(12))) { options.verbosity = level }
            case "--quiet", "--quiet=true": options.verbosity = .error
            case "--no-color", "--no-color=true": options.noColor = true
            default: break
            }
        }
        return options
    }

    /// Refuses fields that a command's result doesn't have, before the command does anything.
    func checkFields(of command: any Command.Type, subject: String) throws(CommandError) {
        guard let fields else { return }
        let known = command.fields
        guard !known.isEmpty else { throw .usage("the result of \(subject) has no fields to pick with --fields") }
        var picked: Set<String> = []
        for name in fields.names {
            guard known.contains(name) else {
                let all = known.joined(separator: ", ")
                throw .usage("unknown field '\(name.shortened)'", hint: "--fields takes \(all)")
            }
            guard picked.insert(name).inserted else { throw .usage("--fields names '\(name.shortened)' twice") }
        }
    }
}
