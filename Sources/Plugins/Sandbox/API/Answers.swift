#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

extension SandboxRefusal {
    /// Creates the answer for a failure that isn't the caller's fault, such as a damaged state file.
    init(unexpected error: any Error) {
        let error = CommandError(describing: error)
        let hint = error.hint.flatMap(HintWriter(ProgramNames("")).text)
        self.init(500, error.message + (hint.map { " (try: \($0))" } ?? ""))
    }
}

extension HTTPResponse {
    /// Returns a refusal in the API's format.
    static func refusal(_ refusal: SandboxRefusal, requestID: String = RandomText.identifier()) -> HTTPResponse {
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
