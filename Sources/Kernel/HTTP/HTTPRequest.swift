#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The verbs that the clients of this kernel use.
public enum HTTPMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether sending the same request twice leaves the server as one sending would.
    public var isRepeatable: Bool {
        switch self {
        case .get, .delete: true
        case .post, .put, .patch: false
        }
    }
}

/// One request, whole: what a transport needs to send it.
///
/// ```swift
/// var request = HTTPRequest(.get, url)
/// request.headers["Accept"] = "application/json"
/// let response = try await context.http.send(request)
/// ```
public struct HTTPRequest: Sendable, Equatable {
    /// The verb.
    public var method: HTTPMethod
    /// The absolute address, query included.
    public var url: URL
    /// The header fields to send.
    public var headers: HTTPHeaders
    /// The bytes to send after the header, or none.
    public var body: Data?
    /// How long the whole exchange may take, connecting included.
    public var timeout: Duration

    /// Describes a request; it is sent by a ``HTTPTransport``.
    public init(
        _ method: HTTPMethod, _ url: URL, headers: HTTPHeaders = [:], body: Data? = nil,
        timeout: Duration = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
