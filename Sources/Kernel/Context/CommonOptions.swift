/// The options that every command has.
public struct CommonOptions: ArgumentGroup, Equatable {
    /// The heading in help.
    public static let title: String? = "Common flags"

    /// Shows help instead of running.
    @Flag("h", help: "Show help")
    public var help = false

    /// The domain of the server to talk to.
    @Option(
        valueName: "DOMAIN", help: "The Astro domain to use, or 'sandbox'", environment: "ASTRO_DOMAIN",
        validate: .notEmpty, completion: .contexts)
    public var context: String?

    /// The Organization to work in.
    @Option(
        valueName: "ID", help: "The Organization to work in", environment: "ASTRO_ORGANIZATION_ID",
        validate: .identifier)
    public var organizationID: String?

    /// How much is said on stderr.
    @Option(help: "How much to say on stderr")
    public var verbosity = Verbosity.warn

    /// How the result is written; nil leaves it to the command.
    @Option("o", help: "How to write the result")
    public var output: OutputFormat?

    /// The same as `--output json`.
    @Flag(help: "The same as --output json")
    public var json = false

    /// The fields of the result to write, in this order.
    @Option(valueName: "NAME,…", help: "Which fields to write, in this order", completion: .fields)
    public var fields: FieldList?

    /// Leaves out the heading of tables.
    @Flag(help: "Leave out the heading of tables")
    public var noHeader = false

    /// Writes without colour.
    @Flag(help: "Write without colour")
    public var noColor = false

    /// Turns every question into an error.
    @Flag(help: "Never ask: what would be asked is an error")
    public var noInput = false

    /// How long each request may take, in seconds.
    @Option(valueName: "SECONDS", help: "How long each request may take", validate: .range(0.001...86_400))
    public var timeout = 30.0

    /// The options as they are when nothing is given.
    public init() {}

    /// Refuses two different formats.
    public func validate() throws {
        if json, let output, output != .json {
            throw CommandError.usage("--json and --output \(output.rawValue) contradict each other")
        }
    }

    /// The format asked for.
    public var format: OutputFormat { json ? .json : output ?? .table }
}

/// How much is said on stderr, from everything to errors alone.
public enum Verbosity: String, CaseIterable, ArgumentValue, Comparable {
    /// Every request, and all of the below.
    case debug
    /// Steps on the way, and all of the below.
    case info
    /// Notices, warnings and errors.
    case warn
    /// Errors alone.
    case error

    /// Orders from the most talkative to the quietest.
    public static func < (left: Verbosity, right: Verbosity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warn: 2
        case .error: 3
        }
    }
}

/// How a result is written to stdout.
public enum OutputFormat: String, CaseIterable, ArgumentValue {
    /// For people.
    case table
    /// For people, with more columns.
    case wide
    /// One JSON value.
    case json
    /// One JSON value a line.
    case jsonl
    /// Comma-separated values as in RFC 4180.
    case csv
    /// YAML.
    case yaml

    /// Whether people read it.
    public var isTable: Bool { self == .table || self == .wide }
}

/// Names separated by commas.
public struct FieldList: ArgumentValue, Equatable {
    /// The names, in order.
    public let names: [String]

    /// Splits at commas; an empty name is refused.
    public init?(argument: String) {
        names = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
        if names.contains("") { return nil }
    }

    /// What such a word is.
    public static var argumentDescription: String { "a list of names separated by commas" }
    /// The names with commas between.
    public var argument: String { names.joined(separator: ",") }
}
