import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Turns the requests on a connection into responses.
struct RequestHandler: Sendable {
    let responder: any HTTPResponder

    /// The bytes to send, and whether the connection stays open after them.
    func answer(_ request: RequestParser.Request) -> (bytes: [UInt8], keepsAlive: Bool) {
        let isHead = request.head.method == "HEAD"
        let keepsAlive = request.head.keepsAlive
        let bytes = ResponseWriter.bytes(respond(request, isHead), withoutBody: isHead, keepsAlive: keepsAlive)
        return (bytes, keepsAlive)
    }

    /// Returns the bytes to send for an invalid request.
    func answer(_ refusal: ServerRefusal) -> [UInt8] {
        ResponseWriter.bytes(responder.response(to: refusal), withoutBody: false, keepsAlive: false)
    }

    private func respond(_ request: RequestParser.Request, _ isHead: Bool) -> HTTPResponse {
        guard let url = URL(string: "http://127.0.0.1" + request.head.target) else {
            return responder.response(to: ServerRefusal(400, "the request's target is malformed"))
        }
        let known = HTTPMethod(rawValue: request.head.method)
        if known == nil || isHead,
            let answer = responder.respond(to: request.head.method, at: url, headers: request.head.headers)
        {
            return answer
        }
        guard let method = isHead ? .get : known else {
            return responder.response(to: ServerRefusal(501, "the method is unknown"))
        }
        let body = request.body.isEmpty ? nil : Data(request.body)
        return responder.respond(to: HTTPRequest(method, url, headers: request.head.headers, body: body))
    }
}
