#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
public import Kernel

/// Typed calls of the Astro API within one Organization.
///
/// ```swift
/// let client = try AstroClient(context)
/// let token = try await client.token(id: "clx3…")
/// ```
public struct AstroClient: Sendable {
    /// The Organization that every call works in.
    public let organizationID: String
    private let http: any HTTPTransport
    private let baseURL: URL
    private let timeout: Duration
    /// The credential in place of the program's own.
    private var credential: String?

    /// Makes a client for the context's server and Organization; nothing is sent yet.
    ///
    /// - Throws: ``CommandError`` where neither flag, config nor credential names an Organization.
    public init(_ context: Context) throws {
        try self.init(context, organizationID: context.auth.organizationID())
    }

    /// Makes a client for the context's server and any Organization; nothing is sent yet.
    public init(_ context: Context, organizationID: String) throws {
        self.organizationID = organizationID
        baseURL = try context.auth.baseURL()
        http = context.http
        timeout = .seconds(context.options.timeout)
    }

    /// The same client with another credential: a bearer token.
    public func authorized(by credential: String) -> AstroClient {
        var client = self
        client.credential = credential
        return client
    }

    /// Sends a call and reads its answer's body as a value.
    ///
    /// - Parameter isWhole: Whether a value has all that the call is made for.
    func value<Value: Decodable>(
        _ type: Value.Type, of call: APICall, where isWhole: (Value) -> Bool = { _ in true }
    ) async throws -> Value {
        let response = try await send(call)
        guard let value = try? JSONDecoder().decode(type, from: response.body), isWhole(value) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return value
    }

    /// Sends a call and checks that the server did it.
    @discardableResult
    func send(_ call: APICall) async throws -> HTTPResponse {
        let response: HTTPResponse
        do {
            response = try await http.send(try request(for: call))
        } catch let error as TransportError where !call.method.isRepeatable && error.requestMayHaveArrived {
            throw LostAnswer(call: call, cause: error)
        }
        guard response.isSuccess else { throw APIError(call: call, response: response) }
        return response
    }

    private func request(for call: APICall) throws -> HTTPRequest {
        let segments = ["organizations", organizationID] + call.path
        // Servers resolve these, and would take the request for one of another path.
        for segment in segments where ["", ".", ".."].contains(segment) {
            throw CommandError.usage("'\(segment)' is no ID; nothing was sent")
        }
        let path = segments.map(PercentEncoding.encode).joined(separator: "/")
        let query = FormText.encode(call.query)
        let address = "\(baseURL.absoluteString)/\(path)" + (query.isEmpty ? "" : "?\(query)")
        guard let url = URL(string: address) else { throw CommandError.usage("'\(address)' is no address") }
        var request = HTTPRequest(call.method, url, timeout: timeout)
        if let credential { request.headers["Authorization"] = "Bearer \(credential)" }
        if let body = call.body {
            request.body = try JSONEncoder.sortingKeys.encode(body)
            request.headers["Content-Type"] = "application/json"
        }
        return request
    }
}

extension JSONEncoder {
    /// Keys in order, so that the same request is always the same bytes.
    fileprivate static var sortingKeys: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
