/// A path of the API, below the client's Organization.
///
/// ```swift
/// let variables: APIPath = "deployments/\(id)/variables"
/// let organizations: APIPath = "/organizations"
/// ```
/// What is put in with `\(…)` is always one segment, or part of one: nothing that it holds leads to another path. Each
/// segment consists of letters, digits, `-` and `_`; a request with any other is refused before it is sent. A path that
/// begins with a slash stands below the API itself.
public struct APIPath: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The text of a path while it is put together.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var segments = [""]

        /// Begins with nothing.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Appends a literal, in which a slash starts a new segment.
        public mutating func appendLiteral(_ literal: String) {
            let parts = literal.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            segments[segments.count - 1] += parts.first ?? ""
            segments += parts.dropFirst()
        }

        /// Adds a value, in which a slash is a character that no segment has.
        public mutating func appendInterpolation(_ value: String) { segments[segments.count - 1] += value }
    }

    /// The segments, as they were given.
    let segments: [String]
    /// Whether it stands below the API itself.
    let isRooted: Bool

    /// Creates a path from a string literal.
    public init(stringLiteral value: String) {
        var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.appendLiteral(value)
        self.init(stringInterpolation: interpolation)
    }

    /// Reads a path with values in it.
    public init(stringInterpolation: StringInterpolation) {
        let segments = stringInterpolation.segments
        isRooted = segments.count > 1 && segments[0].isEmpty
        self.segments = isRooted ? Array(segments.dropFirst()) : segments
    }
}
