#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
public import Kernel

/// The server's refusal of a call.
public struct APIError: Error, Sendable, Equatable {
    /// The status code.
    public let status: Int
    /// What the server said, or what is known without its words.
    public let message: String
    /// The server's name for the request.
    public let requestID: String?
    /// What is wrong with which field of the request.
    public let fieldErrors: [ErrorBody.FieldError]
    /// How long the server wants to be left alone: a number of seconds, or a date.
    public let retryAfter: String?
    /// How often the request was sent.
    public let attempts: Int
    let purpose: String

    /// Reads a refusal.
    ///
    /// - Parameter purpose: What was asked, as the end of "the server refused to …".
    package init(purpose: String, response: HTTPResponse) {
        let body = try? JSONDecoder().decode(PartialErrorBody.self, from: response.body)
        status = response.status
        message = body?.message ?? "its answer gives no reason"
        requestID = body?.requestId ?? response.requestID
        fieldErrors = body?.fieldErrors ?? []
        retryAfter = response.headers["Retry-After"]
        attempts = response.attempts
        self.purpose = purpose
    }
}

extension APIError: CommandErrorConvertible {
    /// The refusal in words, with the exit code of its status.
    public var commandError: CommandError {
        switch status {
        case 401:
            error(
                .unauthorized, "the server does not accept the credential: \(message)",
                hint: "check ASTRO_API_TOKEN, or log in again")
        case 403:
            error(
                .unauthorized, "not allowed to \(purpose): \(message)",
                hint: "use a credential with a role that may, or ask whoever manages access")
        case 404: error(.notFound, "the server could not \(purpose): \(message)", hint: nil)
        case 429:
            error(
                .failure, "the server refused to \(purpose): too many requests",
                hint: patience)
        case 500...: error(.failure, "the server failed to \(purpose) (status \(status)): \(message)", hint: nil)
        default: error(.failure, "the server refused to \(purpose) (status \(status)): \(explanation)", hint: nil)
        }
    }

    private var patience: String {
        guard let retryAfter else { return "try again in a minute" }
        return UInt64(retryAfter) == nil ? "try again after \(retryAfter)" : "try again in \(retryAfter) s"
    }

    private var explanation: String {
        let fields = fieldErrors.map { "\($0.field): \($0.message)" }
        return fields.isEmpty ? message : "\(message) (\(fields.joined(separator: "; ")))"
    }

    private func error(_ code: ExitCode, _ message: String, hint: String?) -> CommandError {
        CommandError(code, message, hint: hint, requestID: requestID)
    }
}

/// What can be read of an ``ErrorBody``: gateways on the way to the API write bodies that are like it.
private struct PartialErrorBody: Decodable {
    let message: String?
    let requestId: String?
    let fieldErrors: [ErrorBody.FieldError]?

    private enum Field: String, CodingKey {
        case message, requestId, fieldErrors
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Field.self)
        message = try? container.decode(String.self, forKey: .message)
        requestId = try? container.decode(String.self, forKey: .requestId)
        fieldErrors = try? container.decode([ErrorBody.FieldError].self, forKey: .fieldErrors)
    }
}

/// A success whose body is not what the API promises.
struct UnreadableAnswer: UnknownOutcome, CommandErrorConvertible {
    let call: APICall
    let requestID: String?

    var wasDone: Bool { call.method != .get }

    var commandError: CommandError {
        if call.method == .get {
            return CommandError(
                .failure, "the server's answer cannot be read: asked to \(call.purpose), it sent something else",
                requestID: requestID)
        }
        return CommandError(
            .undelivered, "the server says it did \(call.purpose), but its answer cannot be read",
            hint: call.ifUnanswered, requestID: requestID)
    }
}

/// A change that the server may or may not have made, since its answer never came.
package struct LostAnswer: UnknownOutcome, CommandErrorConvertible {
    private let purpose: String
    private let hint: String
    private let cause: TransportError

    /// Describes a change of which nothing more was heard.
    package init(purpose: String, hint: String, cause: TransportError) {
        self.purpose = purpose
        self.hint = hint
        self.cause = cause
    }

    package var commandError: CommandError {
        CommandError(
            .network, "\(cause.message); it is unknown whether the server did \(purpose)", hint: hint)
    }
}
