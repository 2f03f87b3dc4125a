#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// An HTTP method.
public enum HTTPMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether the method only reads and changes nothing on the server.
    public var isReading: Bool { self == .get || self == .head }

    /// Whether a request that failed may be sent again: true for `GET`, `HEAD` and `DELETE`.
    public var isRepeatable: Bool {
        switch self {
        case .get, .head, .delete: true
        case .post, .put, .patch: false
        }
    }
}

/// An HTTP request.
///
/// ```swift
/// var request = HTTPRequest(.get, url)
/// request.headers["Accept"] = "text/csv"
/// let response = try await context.http.send(request)
/// ```
/// The program's credential is only ever sent to the API's own origin. A request to another server has to leave it
/// out: `HTTPRequest(.get, presigned, credential: .omit)`.
public struct HTTPRequest: Sendable, Equatable {
    /// Whether a request carries the program's credential.
    public enum Credential: Sendable, Equatable {
        /// Send the credential, and refuse the request unless it goes to the API's own origin.
        case automatic
        /// Send the request to any server without the credential, for example to a presigned address.
        case omit
    }

    /// The method.
    public var method: HTTPMethod
    /// The absolute URL, including the query.
    public var url: URL
    /// The header fields to send.
    public var headers: HTTPHeaders
    /// The body; nil for none.
    public var body: Data?
    /// Whether the request carries the program's credential.
    public var credential: Credential
    /// What the request changes, for the audit log; a transport never sees it.
    public var change: DeclaredChange?
    /// Where the body of a successful response goes as it arrives; nil keeps it in memory.
    package var sink: BodySink?
    private var ownTimeout: Duration?

    /// Creates a request, which an `HTTPTransport` can send.
    ///
    /// - Parameter timeout: The time limit for the exchange; nil uses the command's `--timeout`.
    public init(
        _ method: HTTPMethod, _ url: URL, headers: HTTPHeaders = [:], body: Data? = nil, timeout: Duration? = nil,
        credential: Credential = .automatic
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.credential = credential
        ownTimeout = timeout
    }

    /// The time limit for the whole exchange, including the time to connect; waiting for a free connection doesn't
    /// count.
    ///
    /// If the response is streamed to a file, this is the longest time without new bytes instead.
    public var timeout: Duration {
        get { ownTimeout ?? .seconds(30) }
        set { ownTimeout = newValue }
    }

    /// Sets the time limit unless the request has its own.
    package mutating func limitTime(to timeout: Duration) { ownTimeout = ownTimeout ?? timeout }
}
