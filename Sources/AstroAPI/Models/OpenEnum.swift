/// A set of names that the server may extend: unknown names are kept, not refused.
///
/// ```swift
/// switch token.scope { case .deployment: …; default: … }
/// ```
public protocol OpenEnum: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible
where RawValue == String {
    /// Creates a value with any name.
    init(rawValue: String)
}

extension OpenEnum {
    /// Decodes any name.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The name as the API spells it.
    public var description: String { rawValue }
}
