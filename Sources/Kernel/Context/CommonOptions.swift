import Base
import Terminal

/// The values of the options that every command has.
///
/// `CommonFlags` declares the options themselves.
public struct CommonOptions: Sendable, Equatable {
    /// The heading in help.
    public static let title: String? = "Common flags"

    /// Shows help instead of running.
    public var help = false
    /// The domain of the server to talk to.
    public var context: String?
    /// How much is written to stderr.
    public var verbosity = Verbosity.warn
    /// The format of the result; nil leaves it to the command.
    public var output: OutputFormat?
    /// The same as `--output json`.
    public var json = false
    /// The fields of the result to write, in this order.
    public var fields: FieldList?
    /// The jq expression that filters the result's JSON.
    public var jq: String?
    /// Leaves out the headings of tables.
    public var noHeader = false
    /// Writes without color.
    public var noColor = false
    /// Writes times in UTC instead of ages.
    public var utc = false
    /// Turns every question into an error.
    public var noInput = false
    /// The time limit for each request.
    public var timeout = Duration.seconds(30)

    /// Creates the options of a command line without any.
    public init() {}

    /// The requested format.
    public var format: OutputFormat { json ? .json : output ?? (jq == nil ? .table : .json) }
}

extension CommonOptions {
    /// The options for writing results and messages.
    package var presentation: OutputOptions {
        var presentation = OutputOptions(
            format: format, fields: fields?.names, hidesHeadings: noHeader, isPlain: noColor, neverAsks: noInput,
            verbosity: verbosity)
        presentation.showsUTC = utc
        return presentation
    }

    /// The same for errors, which `--jq` doesn't filter.
    package var errorPresentation: OutputOptions {
        var presentation = presentation
        if jq != nil, !json, output == nil { presentation.format = .table }
        return presentation
    }
}

/// Names separated by commas.
public struct FieldList: Sendable, Equatable {
    /// The names, in order.
    public let names: [String]

    /// Splits at commas; an empty name is refused.
    public init?(argument: String) {
        names = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
        if names.contains("") { return nil }
    }
}
