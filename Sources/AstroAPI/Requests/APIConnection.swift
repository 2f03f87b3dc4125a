#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Sends calls to the server and reads their answers.
struct APIConnection: Sendable {
    private let context: Context
    private let baseURL: URL
    /// The path segments that precede every call's path.
    private let prefix: [String]
    /// The credential to use instead of the program's own.
    var credential: String?
    /// Warns a person about a malformed answer that is usable anyway.
    let warn: @Sendable (String) -> Void
    let serverClock = ServerClock()
    let gaps = ListGaps()

    /// Prepares to call the context's server; nothing is sent yet.
    init(_ context: Context, below prefix: [String] = []) throws {
        baseURL = try context.auth.baseURL()
        self.context = context
        self.prefix = prefix
        let output = context.output
        warn = { output.warning($0) }
    }

    /// Sends a call and decodes its answer's body as a value.
    func value<Value: Decodable>(_ type: Value.Type, of call: APICall) async throws -> Value {
        let response = try await send(call)
        return try value(type, in: response, to: call)
    }

    private func value<Value: Decodable>(_ type: Value.Type, in response: HTTPResponse, to call: APICall) throws
        -> Value
    {
        // A decoder doesn't keep the order of keys.
        let value = type == JSONValue.self ? JSONValue(parsing: response.body) as? Value : nil
        guard let value = value ?? AnswerBody.value(type, in: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return value
    }

    /// Sends a call and decodes its answer's body as a page of a list.
    func page<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> AnsweredPage<Item> {
        let response = try await send(call)
        let body = response.body
        // A large page is decoded on another core while the rows of the previous one are written.
        let page =
            body.count < 1 << 16
            ? AnsweredPage<Item>.read(body) : await WorkCrew.shared.perform { AnsweredPage<Item>.read(body) }
        guard let page else { throw UnreadableAnswer(call: call, requestID: response.requestID) }
        return page
    }

    /// Sends a call and checks that it succeeded.
    @discardableResult
    func send(_ call: APICall) async throws -> HTTPResponse {
        let request = try request(for: call)
        let response: HTTPResponse
        do {
            response = try await context.http.send(request)
        } catch let error as TransportError {
            if let missing = MissingLocalServer(error, at: baseURL) { throw missing }
            guard let doubt = call.openOutcome, error.requestMayHaveArrived else { throw error }
            throw LostAnswer(doubt: doubt, hint: call.ifUnanswered, cause: error)
        }
        return try success(response, of: call)
    }

    /// Sends a request that only reads, and writes its answer's body to a file as it arrives.
    func download(_ call: APICall, to file: String, title: String?) async throws -> HTTPResponse {
        var request = try request(for: call)
        request.headers["Accept"] = "*/*"
        return try success(try await context.download(request, to: file, title: title), of: call)
    }

    private func success(_ response: HTTPResponse, of call: APICall) throws -> HTTPResponse {
        serverClock.note(response)
        guard response.isSuccess else {
            throw APIError(
                purpose: call.purpose, response: response, doubt: call.isLookedInto ? nil : call.openOutcome,
                remedy: call.ifUnanswered, isRepeated: call.method == .delete)
        }
        return response
    }

    private func request(for call: APICall) throws -> HTTPRequest {
        let segments = (call.path.isRooted ? [] : prefix) + call.path.segments
        // No ID, whatever its source, may lead to another path.
        for segment in segments {
            guard let complaint = Validator<String>.identifier.complaint(segment) else { continue }
            throw CommandError.usage("'\(segment.shortened)' \(complaint); nothing was sent")
        }
        let path = segments.map { PercentEncoding.encode($0) }.joined(separator: "/")
        let query = call.query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(
            separator: "&")
        let address = "\(baseURL.absoluteString)/\(path)" + (query.isEmpty ? "" : "?\(query)")
        guard let url = URL(string: address) else { throw CommandError.usage("'\(address)' isn't a valid address") }
        var request = HTTPRequest(call.method, url)
        request.change = call.change
        if let credential { request.headers.bearerToken = credential }
        if let body = call.body {
            request.body = try JSONEncoder.sortingKeys.encode(body)
            request.headers["Content-Type"] = "application/json"
        }
        return request
    }
}

extension JSONEncoder {
    /// Keys in order, so that equal requests have equal bytes.
    fileprivate static var sortingKeys: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
