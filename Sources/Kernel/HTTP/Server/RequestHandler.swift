#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Answers of a responder to requests that came over a connection.
struct RequestHandler: Sendable {
    let responder: any HTTPResponder

    /// The bytes to send back, and whether the connection stays open after them.
    func answer(_ request: RequestParser.Request) -> (bytes: [UInt8], keepsAlive: Bool) {
        let isHead = request.head.method == "HEAD"
        let keepsAlive = request.head.keepsAlive
        let bytes = ResponseWriter.bytes(respond(request, isHead), withoutBody: isHead, keepsAlive: keepsAlive)
        return (bytes, keepsAlive)
    }

    /// The bytes to send back to what was no request.
    func answer(_ refusal: ServerRefusal) -> [UInt8] {
        ResponseWriter.bytes(responder.response(to: refusal), withoutBody: false, keepsAlive: false)
    }

    private func respond(_ request: RequestParser.Request, _ isHead: Bool) -> HTTPResponse {
        guard let method = isHead ? .get : HTTPMethod(rawValue: request.head.method) else {
            return responder.response(to: ServerRefusal(501, "the method is not known here"))
        }
        guard let url = URL(string: "http://127.0.0.1" + request.head.target) else {
            return responder.response(to: ServerRefusal(400, "the request's target is malformed"))
        }
        let body = request.body.isEmpty ? nil : Data(request.body)
        return responder.respond(to: HTTPRequest(method, url, headers: request.head.headers, body: body))
    }
}
