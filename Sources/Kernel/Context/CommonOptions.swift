import Base
import Terminal

/// The values of the options that every command has.
///
/// `CommonFlags` declares the options themselves.
public struct CommonOptions: Sendable, Equatable {
    /// The heading of these options in help.
    public static let title: String? = "Common flags"

    /// Whether to show help instead of running.
    public var help = false
    /// The domain of the server to talk to.
    public var context: String?
    /// The same if it was typed, and not set by a variable: hints repeat it.
    package var typedContext: String?
    /// How much is written to stderr.
    public var verbosity = Verbosity.warn
    /// The format of the result; nil leaves the choice to the command.
    public var output: OutputFormat?
    /// Whether to write JSON, like `--output json`.
    public var json = false
    /// The fields of the result to write, in this order; nil for the default ones.
    public var fields: FieldList?
    /// The jq expression that filters the result's JSON.
    public var jq: String?
    /// Whether to leave out the headings of tables.
    public var noHeader = false
    /// Whether to write without color.
    public var noColor = false
    /// Whether to write times in UTC instead of ages.
    public var utc = false
    /// Whether to fail where input would be needed, instead of prompting.
    public var noInput = false
    /// The time limit for each request.
    public var timeout = Duration.seconds(30)

    /// Creates options with their defaults.
    public init() {}

    /// The requested format; a `jq` expression implies JSON, and the default is a table.
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

/// A list of names separated by commas.
public struct FieldList: Sendable, Equatable {
    /// The names, in order.
    public let names: [String]

    /// Splits the text at commas; nil if a name is empty.
    public init?(argument: String) {
        names = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
        if names.contains("") { return nil }
    }
}
