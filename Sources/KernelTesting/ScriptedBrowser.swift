#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
public import Kernel
import Synchronization

/// A browser that logs in as a test describes, and the port that receives its callbacks.
///
/// In callback URLs, `{state}` is replaced with the state of the login page that was opened.
public final class ScriptedBrowser: Sendable {
    private struct State {
        var responder: (any HTTPResponder)?
        var opened: [URL] = []
        var answers: [HTTPResponse] = []
    }

    private let state = Mutex(State())
    private let callbacks: [String]
    private let isThere: Bool

    init(callbacks: [String], isThere: Bool) { (self.callbacks, self.isThere) = (callbacks, isThere) }

    /// The pages that were opened, in order.
    public var opened: [URL] { state.withLock { $0.opened } }
    /// The responses to its callbacks, in order.
    public var answers: [HTTPResponse] { state.withLock { $0.answers } }

    package func listen(_ responder: any HTTPResponder, _ port: Int) throws -> any RunnableServer {
        state.withLock { $0.responder = responder }
        return IdleServer()
    }

    package func open(_ page: URL) -> Bool {
        guard isThere else { return false }
        let responder = state.withLock { state in
            state.opened.append(page)
            return state.responder
        }
        let value = FormText.decode(page.query(percentEncoded: true) ?? "")["state"] ?? ""
        for callback in callbacks {
            guard let url = URL(string: "http://localhost" + callback.replacing("{state}", with: value)) else {
                continue
            }
            guard let answer = responder?.respond(to: HTTPRequest(.get, url)) else { continue }
            state.withLock { $0.answers.append(answer) }
        }
        return true
    }
}

/// A server that nobody calls over the network.
private struct IdleServer: RunnableServer {
    func run() async {
        let (stream, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in stream {}
    }
}
