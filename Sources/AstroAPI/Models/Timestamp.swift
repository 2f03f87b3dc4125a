#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
import Kernel

/// A point in time, kept as the server wrote it so that machine formats return it unchanged.
public struct Timestamp: Sendable, Hashable {
    /// The RFC 3339 text, such as `2026-03-01T09:30:00Z`.
    public let text: String

    /// Creates a timestamp from text; text that isn't a date is kept as it is.
    public init(_ text: String) { self.text = text }

    /// Creates a timestamp with milliseconds, in UTC.
    public init(_ date: Date) {
        self.text = date.formatted(Self.withFraction)
    }

    /// The date, for calculations; nil if the text isn't one.
    ///
    /// The text is parsed on each access, since most timestamps are only shown.
    public var date: Date? {
        Age.usual(text) ?? (try? Date(text, strategy: Self.withFraction))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension Timestamp: Codable {
    /// Decodes the text.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text unchanged.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
