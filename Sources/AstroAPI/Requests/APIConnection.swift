#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The way of a call to the server and of its answer back.
struct APIConnection: Sendable {
    private let context: Context
    private let baseURL: URL
    /// The segments that every call's path stands below.
    private let prefix: [String]
    /// The credential in place of the program's own.
    var credential: String?
    /// Tells a person what is wrong with an answer that is of use all the same.
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

    /// Sends a call and reads its answer's body as a value.
    func value<Value: Decodable>(_ type: Value.Type, of call: APICall) async throws -> Value {
        let response = try await send(call)
        return try value(type, in: response, to: call)
    }

    private func value<Value: Decodable>(_ type: Value.Type, in response: HTTPResponse, to call: APICall) throws
        -> Value
    {
        // A decoder does not tell the order of keys.
        let value = type == JSONValue.self ? JSONValue(parsing: response.body) as? Value : nil
        guard let value = value ?? AnswerBody.value(type, in: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return value
    }

    /// Sends a call and reads its answer's body as a page of a list.
    func page<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> AnsweredPage<Item> {
        let response = try await send(call)
        let body = response.body
        // A large one is read on another core than the rows of the one before are written on.
        let page =
            body.count < 1 << 16
            ? AnsweredPage<Item>.read(body) : await WorkCrew.shared.perform { AnsweredPage<Item>.read(body) }
        guard let page else { throw UnreadableAnswer(call: call, requestID: response.requestID) }
        return page
    }

    /// Sends a call and checks that the server did it.
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

    /// Sends a reading and writes its answer's body to a file as it arrives.
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
        // Wherever an ID came from, it must not lead to another path.
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
