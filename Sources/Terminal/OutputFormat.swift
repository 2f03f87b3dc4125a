/// The format of results on stdout.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// A table for people.
    case table
    /// A table for people, with more columns.
    case wide
    /// One JSON value.
    case json
    /// One JSON value per line.
    case jsonl
    /// Comma-separated values (RFC 4180).
    case csv
    /// YAML.
    case yaml

    /// Whether the format is for people.
    public var isTable: Bool { self == .table || self == .wide }
}
