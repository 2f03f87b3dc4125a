#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Delivery
public import Kernel

/// The server's refusal of a call.
public struct APIError: Error, Sendable, Equatable {
    /// The status code.
    public let status: Int
    /// The server's message, or a replacement if it gave none.
    public let message: String
    /// The server's ID for the request.
    public let requestID: String?
    /// The errors in individual fields of the request.
    public let fieldErrors: [ErrorBody.FieldError]
    /// The `Retry-After` header: a number of seconds, or a date.
    public let retryAfter: String?
    /// The number of times that the request was sent.
    public let attempts: Int
    let purpose: String
    /// What the server may have done anyway; nil if it did nothing, or if the caller determines the outcome.
    private let doubt: String?
    /// What a person does about the doubt.
    private let remedy: Hint?
    /// What ``retryAfter`` comes to, in seconds; nil where it says nothing.
    private let wait: Double?

    /// Creates the error from a refusal.
    ///
    /// - Parameters:
    ///   - purpose: The purpose of the request, to complete "the server refused to …".
    ///   - doubt: What the server may have done, as in "the token clx3… may have been changed"; nil for a reading.
    ///   - remedy: What a person does about the doubt.
    ///   - isRepeated: Whether the request was sent again when its first answer was lost.
    package init(
        purpose: String, response: HTTPResponse, doubt: String? = nil, remedy: Hint? = nil, isRepeated: Bool = false
    ) {
        let body = try? JSONDecoder().decode(PartialErrorBody.self, from: response.body)
        status = response.status
        message = body?.message ?? "its answer gives no reason"
        requestID = body?.requestId ?? response.requestID
        fieldErrors = body?.fieldErrors ?? []
        retryAfter = response.headers["Retry-After"]
        attempts = response.attempts
        wait = RetryAfter.seconds(in: response.headers, now: Date())
        self.purpose = purpose
        self.doubt = response.status >= 500 || isRepeated && response.attempts > 1 ? doubt : nil
        self.remedy = response.status >= 500 ? remedy : nil
    }
}

extension APIError: CommandErrorConvertible {
    /// The refusal as an error message, with the exit code for its status.
    public var commandError: CommandError {
        var error = refusal
        guard let doubt else { return error }
        error.message += "; \(doubt)"
        error.hint = error.hint ?? remedy
        return error
    }

    private var refusal: CommandError {
        switch status {
        case 401:
            error(
                .unauthorized, "the server does not accept the credential: \(message)",
                hint: .command("auth status").otherwise("check \(variable: "API_TOKEN")"))
        case 403:
            error(
                .unauthorized, "not allowed to \(purpose): \(message)",
                hint: "use a credential with more permissions, or ask an Organization Owner")
        case 404: error(.notFound, "the server could not \(purpose): \(message)", hint: nil)
        case 429:
            error(
                .failure, "the server refused to \(purpose): too many requests",
                hint: patience)
        case 500...:
            error(
                .failure, "the server failed to \(purpose) (status \(status)): \(message)",
                hint: wait == nil ? nil : patience)
        default: error(.failure, "the server refused to \(purpose) (status \(status)): \(explanation)", hint: nil)
        }
    }

    private var patience: Hint {
        guard let wait else { return "try again in a minute" }
        guard wait > 0 else { return "try again now" }
        // A wait of more than a month can't be meant.
        guard wait <= Self.longestWait else { return "try again in an hour" }
        return "try again in \(Int(wait.rounded(.up))) s"
    }

    /// Thirty days, in seconds.
    private static let longestWait = 30.0 * 86_400

    private var explanation: String {
        let fields = fieldErrors.map { "\($0.field): \($0.message)" }
        return fields.isEmpty ? message : "\(message) (\(fields.joined(separator: "; ")))"
    }

    private func error(_ code: ExitCode, _ message: String, hint: Hint?) -> CommandError {
        CommandError(code, message, hint: hint, requestID: requestID)
    }
}

/// The readable part of an ``ErrorBody``: gateways in front of the API send similar bodies.
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
package struct UnreadableAnswer: UnknownOutcome, CommandErrorConvertible {
    let call: APICall
    let requestID: String?
    /// The ID of what was created, if the answer contains it.
    package var madeID: String?

    package var wasDone: Bool { !call.method.isReading }

    package var commandError: CommandError {
        if call.method.isReading {
            return CommandError(
                .failure, "the server's answer cannot be read: asked to \(call.purpose), it sent something else",
                requestID: requestID)
        }
        return CommandError(
            .undelivered, "the server says it did \(call.purpose), but its answer cannot be read",
            hint: call.ifUnanswered, requestID: requestID)
    }
}

/// A change that the server may or may not have made because its answer never arrived.
package struct LostAnswer: UnknownOutcome, CommandErrorConvertible {
    private let doubt: String
    private let hint: Hint
    private let cause: TransportError

    /// Creates the error for a change without an answer.
    ///
    /// - Parameter doubt: What the server may have done, as in "the token clx3… may have been changed".
    package init(doubt: String, hint: Hint, cause: TransportError) {
        self.doubt = doubt
        self.hint = hint
        self.cause = cause
    }

    /// The part of the answer that arrived, if any.
    var part: HTTPResponse? { cause.partialAnswer }

    package var commandError: CommandError {
        CommandError(.network, "\(cause.message); \(doubt)", hint: hint)
    }

    /// The loss without the doubt, for a caller that has determined the outcome.
    package var loss: CommandError { CommandError(.network, cause.message) }
}

extension Error {
    /// Whether the server may have done what it was asked to anyway.
    package var leavesOutcomeOpen: Bool {
        if self is any UnknownOutcome || self is CancellationError { return true }
        return (self as? APIError).map { $0.status >= 500 } ?? false
    }
}
