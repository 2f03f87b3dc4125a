package import Base
package import HTTPClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Logs every request that changes something on the server, once, however often it is sent.
///
/// The intent is written before the request is sent: if it can't be written, nothing is sent.
package struct AuditLayer: HTTPLayer {
    private let log: AuditLog

    package init(log: AuditLog) { self.log = log }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        guard !request.method.isReading else { return try await next.send(request) }
        let declared = request.change ?? DeclaredChange(request.method.rawValue, subject: request.url.path())
        let change = try log.begin(declared)
        var request = request
        request.change = nil
        do {
            let response = try await next.send(request)
            settle(change, declared, response, AuditOutcome.of(response, request.method))
            return response
        } catch {
            settle(change, declared, (error as? TransportError)?.partialAnswer, AuditOutcome.of(error))
            throw error
        }
    }

    /// Logs the outcome, or leaves that to the caller who saves the value in the response.
    private func settle(
        _ change: AuditedChange, _ declared: DeclaredChange, _ answer: HTTPResponse?, _ outcome: String
    ) {
        if declared.issuesValue, answer?.isSuccess == true, let pending = PendingOutcomes.current {
            pending.hold(change, outcome)
        } else {
            change.end(outcome)
        }
    }
}

/// The log's terms for the outcome of a change.
enum AuditOutcome {
    static let done = "done"
    static let undelivered = "undelivered"
    static let lost = "done, but the value was lost"
    /// No outcome was logged: the process was killed, or the log couldn't be written anymore.
    static let unknown = "unknown"

    static func of(_ response: HTTPResponse, _ method: HTTPMethod) -> String {
        // The response to an earlier attempt was lost: a retry finds nothing left to delete.
        let isRepeated = method == .delete && response.attempts > 1
        if response.isSuccess || isRepeated && response.status == 404 { return done }
        let kind = response.status >= 500 || isRepeated ? unknown : "failed"
        let reason = (try? JSONDecoder().decode(Reason.self, from: response.body))?.message
        return "\(kind): status \(response.status)" + (reason.map { ", \($0)" } ?? "")
    }

    static func of(_ error: any Error) -> String {
        let isOpen = error is CancellationError || (error as? TransportError)?.requestMayHaveArrived == true
        return "\(isOpen ? unknown : "failed"): \(CommandError(describing: error).message)"
    }

    /// The usual body of an error response.
    private struct Reason: Decodable { let message: String }
}
