/// The options for the results and messages of one run.
public struct OutputOptions: Sendable, Equatable {
    /// The format of results.
    public var format: OutputFormat
    /// The fields to write, in this order; nil leaves the choice to the command.
    public var fields: [String]?
    /// Whether tables have no headings.
    public var hidesHeadings: Bool
    /// Whether colors are off.
    public var isPlain: Bool
    /// Whether commands fail instead of asking questions.
    public var neverAsks: Bool
    /// How much is written to stderr.
    public var verbosity: Verbosity
    /// Whether tables show times in UTC instead of ages.
    package var showsUTC = false
    /// The rows of a list to write.
    package var rows = RowSelection()

    /// Creates options; the defaults are those of a run in a terminal without any flags.
    public init(
        format: OutputFormat = .table, fields: [String]? = nil, hidesHeadings: Bool = false, isPlain: Bool = false,
        neverAsks: Bool = false, verbosity: Verbosity = .warn
    ) {
        self.format = format
        self.fields = fields
        self.hidesHeadings = hidesHeadings
        self.isPlain = isPlain
        self.neverAsks = neverAsks
        self.verbosity = verbosity
    }
}
