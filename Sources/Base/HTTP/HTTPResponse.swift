#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A server's complete response.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, 100 to 599.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The whole body, decompressed.
    public var body: Data
    /// How many times the request was sent before this response arrived: 1 without retries.
    public var attempts: Int
    /// How long the request waited for a free connection before it was sent.
    package var waited = Duration.zero

    /// Creates a response.
    public init(status: Int, headers: HTTPHeaders = [:], body: Data = Data(), attempts: Int = 1) {
        self.status = status
        self.headers = headers
        self.body = body
        self.attempts = attempts
    }

    /// The server's ID for the request, which its support team asks for; nil if the server sent none.
    public var requestID: String? {
        headers["X-Request-Id"] ?? headers.fields.first { $0.name.lowercased().hasSuffix("-request-id") }?.value
    }

    /// Whether the status code reports success (200 to 299).
    public var isSuccess: Bool { (200..<300).contains(status) }
}
