#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What a server answered, read to its end.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, 100 to 599.
    public var status: Int
    /// The header fields received.
    public var headers: HTTPHeaders
    /// The whole body, decompressed.
    public var body: Data
    /// How many times the request was sent before this answer came: 1 without retries.
    public var attempts: Int

    /// Describes an answer.
    public init(status: Int, headers: HTTPHeaders = [:], body: Data = Data(), attempts: Int = 1) {
        self.status = status
        self.headers = headers
        self.body = body
        self.attempts = attempts
    }

    /// The server's name for the request, which its support asks for; nil where no header says it.
    public var requestID: String? { headers["X-Request-Id"] ?? headers["x-astro-request-id"] }

    /// Whether the server says that it did what was asked.
    public var isSuccess: Bool { (200..<300).contains(status) }
}
