#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The way of a call to the server and of its answer back.
struct APIConnection: Sendable {
    private let http: any HTTPTransport
    private let baseURL: URL
    private let timeout: Duration
    /// The segments that every call's path stands below.
    private let prefix: [String]
    /// The credential in place of the program's own.
    var credential: String?

    /// Prepares to call the context's server; nothing is sent yet.
    init(_ context: Context, below prefix: [String] = []) throws {
        baseURL = try context.auth.baseURL()
        http = context.http
        timeout = .seconds(context.options.timeout)
        self.prefix = prefix
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
            throw LostAnswer(purpose: call.purpose, hint: call.ifUnanswered, cause: error)
        }
        guard response.isSuccess else { throw APIError(purpose: call.purpose, response: response) }
        return response
    }

    private func request(for call: APICall) throws -> HTTPRequest {
        let segments = prefix + call.path
        // Servers resolve these, and would take the request for one of another path.
        for segment in segments where ["", ".", ".."].contains(segment) {
            throw CommandError.usage("'\(segment)' is no ID; nothing was sent")
        }
        let path = segments.map { PercentEncoding.encode($0) }.joined(separator: "/")
        let query = call.query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(
            separator: "&")
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
