/// An API path, relative to the client's Organization.
///
/// ```swift
/// let variables: APIPath = "deployments/\(id)/variables"
/// let organizations: APIPath = "/organizations"
/// ```
/// A value inserted with `\(…)` always stays within one segment, so it can't redirect a request to another path. Each
/// segment consists of letters, digits, `-` and `_`; a path with other characters is refused before anything is sent. A
/// path that begins with a slash is relative to the API's root instead.
public struct APIPath: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The pieces of a path while it is assembled.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var segments = [""]

        /// Creates an empty path.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Appends literal text; a slash in it starts a new segment.
        public mutating func appendLiteral(_ literal: String) {
            let parts = literal.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            segments[segments.count - 1] += parts.first ?? ""
            segments += parts.dropFirst()
        }

        /// Appends a value to the current segment; a slash in it makes the path invalid.
        public mutating func appendInterpolation(_ value: String) { segments[segments.count - 1] += value }
    }

    /// The segments, as they were given.
    let segments: [String]
    /// Whether it is relative to the API's root.
    let isRooted: Bool

    /// Creates a path from a string literal.
    public init(stringLiteral value: String) {
        var interpolation = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
        interpolation.appendLiteral(value)
        self.init(stringInterpolation: interpolation)
    }

    /// Creates a path from a string literal with interpolated values.
    public init(stringInterpolation: StringInterpolation) {
        let segments = stringInterpolation.segments
        isRooted = segments.count > 1 && segments[0].isEmpty
        self.segments = isRooted ? Array(segments.dropFirst()) : segments
    }
}
