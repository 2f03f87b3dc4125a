#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Synchronization

/// Receives the one callback of a login, and tells the browser what to do next.
///
/// The first callback with this login's state decides. All other requests to the port are ignored and reported to
/// the person: a tab left open by another login, a web page, or a port scanner must not be able to end this login.
/// The state has 256 bits, so nobody can guess it.
final class CallbackReceiver: HTTPResponder {
    /// The state that the callback must contain to be an answer to this login.
    let state: String

    private typealias Verdict = Result<String, any Error>
    private let verdict = Mutex<Verdict?>(nil)
    private let arrival = AsyncStream.makeStream(of: Void.self)
    private let ignored: IgnoredRequests

    /// - Parameter tell: Gets a sentence about each kind of request that is ignored.
    init(state: String, tell: @escaping @Sendable (String) -> Void) {
        self.state = state
        ignored = IgnoredRequests(tell: tell)
    }

    /// Returns the code if the callback has arrived.
    ///
    /// - Throws: ``CommandError`` if it contained none, or can no longer arrive.
    func codeSoFar() throws -> String? { try verdict.withLock { $0 }?.get() }

    /// Waits for the callback and returns the code.
    ///
    /// - Throws: ``CommandError`` if it contained none.
    func code() async throws -> String {
        for await _ in arrival.stream { break }
        guard let code = try codeSoFar() else { throw CancellationError() }
        return code
    }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        guard request.method == .get, Self.isCallback(request.url) else {
            return ignore(request.method.rawValue, request.url)
        }
        return receive(query: request.url.query(percentEncoded: true) ?? "").response
    }

    func respond(to method: String, at url: URL, headers: HTTPHeaders) -> HTTPResponse? {
        guard method == "OPTIONS", Self.isCallback(url) else { return ignore(method, url) }
        return CallbackPage.preflight(origin: headers["Origin"])
    }

    func response(to refusal: ServerRefusal) -> HTTPResponse {
        ignored.add("Refused a request to the login's port: \(refusal.message) (status \(refusal.status)).")
        return HTTPResponse(status: refusal.status, body: Data((refusal.message + "\n").utf8))
    }

    /// Accepts a callback's address that a person copied.
    func receive(_ address: String) {
        guard !address.isEmpty else { return }
        guard let query = address.split(separator: "?", maxSplits: 1).dropFirst().first else {
            return ignored.add("That is not the address of a callback: it has no '?code=…'. Paste the whole address.")
        }
        _ = receive(query: query.prefix { $0 != "#" })
    }

    private static func isCallback(_ url: URL) -> Bool { url.path() == "/callback" }

    private func ignore(_ method: String, _ url: URL) -> HTTPResponse {
        let isCallback = Self.isCallback(url)
        if isCallback || !IgnoredRequests.isOfBrowsers(url.path()) {
            ignored.add("Ignored \(method) \(url.path().prefix(60)): this login waits for GET /callback.")
        }
        var response = CallbackPage.nothing.response
        guard isCallback else { return response }
        response.status = 405
        response.headers["Allow"] = "GET, OPTIONS"
        return response
    }

    private func receive(query: some StringProtocol) -> CallbackPage {
        let fields = FormText.decode(query)
        guard UnguessableText.matches(fields["state"] ?? "", state) else {
            if verdict.withLock({ $0 == nil }) { ignoreCallback(fields) }
            return .other
        }
        let found = judge(fields)
        guard settle(found) else { return .again }
        return switch found {
        case .success: .done
        case .failure: .failed
        }
    }

    /// Ends the wait because nothing can arrive anymore.
    func end(_ error: any Error) { _ = settle(.failure(error)) }

    /// Sets the verdict unless one is already set; returns whether this one counts.
    private func settle(_ found: Verdict) -> Bool {
        let isFirst = verdict.withLock { verdict in
            defer { verdict = verdict ?? found }
            return verdict == nil
        }
        if isFirst { arrival.continuation.finish() }
        return isFirst
    }

    private func ignoreCallback(_ fields: [String: String]) {
        let difference = fields["state"] == nil ? "it has no state" : "its state is different"
        let words = Self.words(fields).map { " and says \($0.prefix(200))" } ?? ""
        ignored.add(
            "Ignored a callback that does not belong to this login: \(difference)\(words). Still waiting for this login's."
        )
    }

    private func judge(_ fields: [String: String]) -> Verdict {
        if let words = Self.words(fields) {
            return .failure(
                CommandError(.unauthorized, "the server did not log you in (\(words)); nothing was changed"))
        }
        guard let code = fields["code"], !code.isEmpty else {
            return .failure(CommandError(.unauthorized, "the callback brought no code; nothing was changed"))
        }
        return .success(code)
    }

    /// Returns the error in a callback, in the server's words.
    private static func words(_ fields: [String: String]) -> String? {
        fields["error"].map { [$0, fields["error_description"]].compactMap { $0 }.joined(separator: ": ") }
    }
}
