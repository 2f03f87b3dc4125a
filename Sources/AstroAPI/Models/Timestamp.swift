#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
import Kernel

/// A moment, kept as the server wrote it so that machine formats give it back unchanged.
public struct Timestamp: Sendable, Hashable {
    /// The RFC 3339 text, such as `2026-03-01T09:30:00Z`.
    public let text: String

    /// Takes a moment; text that is no date is kept as it is.
    public init(_ text: String) { self.text = text }

    /// Writes a moment with milliseconds, in UTC.
    public init(_ date: Date) {
        self.text = date.formatted(Self.withFraction)
    }

    /// The same moment for reckoning, or nil where the text is no date.
    ///
    /// It is read each time: most moments are only shown.
    public var date: Date? {
        Age.usual(text) ?? (try? Date(text, strategy: Self.withFraction))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }

    private static let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension Timestamp: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text as it came.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
