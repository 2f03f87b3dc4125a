#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// A request that is not done, with the status and words of the answer.
struct Refusal: Error, Equatable {
    let status: Int
    let message: String
    var fieldErrors: [ErrorBody.FieldError]?
    /// The verbs that the path takes, for 405.
    var allowedMethods: [String] = []

    init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }

    /// A request with wrong fields; each is named.
    init(_ fieldErrors: [ErrorBody.FieldError]) {
        self.init(400, fieldErrors.map { "\($0.field) \($0.message)" }.joined(separator: "; "))
        self.fieldErrors = fieldErrors
    }

    static func unknown(_ what: String) -> Refusal { Refusal(404, "there is no \(what)") }
    static func forbidden(_ what: String) -> Refusal { Refusal(403, "this credential may not \(what)") }

    static func wrongMethod(allowed: [HTTPMethod]) -> Refusal {
        var refusal = Refusal(405, "this path does not take that method")
        refusal.allowedMethods = allowed.map(\.rawValue)
        return refusal
    }

    /// Any failure that is not the caller's fault, such as a damaged state file.
    init(unexpected error: any Error) {
        let error = CommandError(describing: error)
        let hint = error.hint.flatMap(HintWriter(ProgramNames("")).text)
        self.init(500, error.message + (hint.map { " (try: \($0))" } ?? ""))
    }
}

extension HTTPResponse {
    /// An answer with a JSON body.
    static func json(_ status: Int, _ content: some Encodable) throws -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: try encoder.encode(content))
    }

    /// A refusal in the API's shape.
    static func refusal(_ refusal: Refusal, requestID: String = RandomText.identifier()) -> HTTPResponse {
        let body = ErrorBody(
            message: refusal.message, requestId: requestID, statusCode: refusal.status,
            fieldErrors: refusal.fieldErrors)
        var response = (try? json(refusal.status, body)) ?? HTTPResponse(status: refusal.status)
        response.headers["X-Request-Id"] = requestID
        if !refusal.allowedMethods.isEmpty {
            response.headers["Allow"] = refusal.allowedMethods.joined(separator: ", ")
        }
        return response
    }
}
