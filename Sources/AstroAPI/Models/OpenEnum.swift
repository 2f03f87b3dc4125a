/// A closed set of names that the server may widen: unknown names are kept, not refused.
///
/// ```swift
/// switch token.scope { case .deployment: …; default: … }
/// ```
public protocol OpenEnum: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible
where RawValue == String {
    /// Takes any name.
    init(rawValue: String)
}

extension OpenEnum {
    /// Reads any name.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The name as the API spells it.
    public var description: String { rawValue }
}
