#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension URL: ArgumentValue {
    /// Parses an absolute URL with a host, such as `https://example.com/path`.
    public init?(argument: String) {
        self.init(string: argument, encodingInvalidCharacters: false)
        guard scheme?.isEmpty == false, host()?.isEmpty == false else { return nil }
    }

    /// A URL with its scheme and host.
    public static var argumentDescription: String { "a URL such as https://example.com/path" }
    /// URL.
    public static var placeholder: String? { "URL" }
    /// The URL as it was given.
    public var argument: String { absoluteString }
}
