#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Synchronization

/// Takes the one callback of a login, and tells the browser what to do next.
///
/// The first callback decides, whatever it brings: whoever could try again with another state could guess.
final class CallbackReceiver: HTTPResponder {
    /// What the callback must bring along, to be an answer to this login.
    let state: String

    private typealias Verdict = Result<String, CommandError>
    private let verdict = Mutex<Result<String, CommandError>?>(nil)
    private let arrival = AsyncStream.makeStream(of: Void.self)

    init(state: String) { self.state = state }

    /// The code, where the callback has come.
    ///
    /// - Throws: ``CommandError`` where it brought none.
    func codeSoFar() throws -> String? { try verdict.withLock { $0 }?.get() }

    /// The code, when the callback comes.
    ///
    /// - Throws: ``CommandError`` where it brought none.
    func code() async throws -> String {
        for await _ in arrival.stream { break }
        guard let code = try codeSoFar() else { throw CancellationError() }
        return code
    }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        guard request.method == .get, request.url.path() == "/callback" else {
            return CallbackPage.nothing.response
        }
        return receive(query: request.url.query(percentEncoded: true) ?? "").response
    }

    func response(to refusal: ServerRefusal) -> HTTPResponse {
        HTTPResponse(status: refusal.status, body: Data((refusal.message + "\n").utf8))
    }

    /// Takes a callback's address that a person copied.
    func receive(_ address: String) {
        _ = receive(query: address.split(separator: "?", maxSplits: 1).dropFirst().first ?? "")
    }

    private func receive(query: some StringProtocol) -> CallbackPage {
        let found = judge(FormText.decode(query))
        let isFirst = verdict.withLock { verdict in
            defer { verdict = verdict ?? found }
            return verdict == nil
        }
        guard isFirst else { return .again }
        arrival.continuation.finish()
        return switch found {
        case .success: .done
        case .failure: .failed
        }
    }

    private func judge(_ fields: [String: String]) -> Verdict {
        guard UnguessableText.matches(fields["state"] ?? "", state) else {
            return .failure(
                CommandError(
                    .unauthorized,
                    "the callback does not belong to this login (its state is another's); nothing was changed",
                    hint: "astro login, and use only the page that it opens"))
        }
        if let error = fields["error"] {
            let words = [error, fields["error_description"]].compactMap { $0 }.joined(separator: ": ")
            return .failure(
                CommandError(.unauthorized, "the server did not log you in (\(words)); nothing was changed"))
        }
        guard let code = fields["code"], !code.isEmpty else {
            return .failure(CommandError(.unauthorized, "the callback brought no code; nothing was changed"))
        }
        return .success(code)
    }
}
