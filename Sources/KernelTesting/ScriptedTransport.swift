#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
public import Kernel
import Synchronization

/// A server with expected requests and their responses: each is used once, and different ones may come in any order.
///
/// An unexpected request gets no response, and the test fails with the difference.
public final class ScriptedTransport: HTTPTransport {
    /// The server's reaction to the request.
    public enum Reply: Sendable {
        /// A response.
        case response(HTTPResponse)
        /// A failure without a complete response.
        case failure(TransportError)
    }

    /// An expected request, and the server's reaction.
    public struct Exchange: Sendable {
        /// The HTTP method.
        public let method: HTTPMethod
        /// The path and query, such as `/v1/organizations/o/tokens?limit=1000`; without a query, any query matches.
        public let target: String
        /// The body as JSON, with keys in any order; nil matches any body.
        public let body: String?
        /// The reaction.
        public let reply: Reply

        /// Creates an expected request.
        public init(_ method: HTTPMethod, _ target: String, body: String? = nil, _ reply: Reply) {
            self.method = method
            self.target = target
            self.body = body
            self.reply = reply
        }

        func matches(_ request: HTTPRequest) -> Bool {
            isSentBy(request) && (body.map { Self.isSame($0, request.bodyText) } ?? true)
        }

        /// Returns whether it is this request, ignoring the body.
        func isSentBy(_ request: HTTPRequest) -> Bool {
            let sent = request.target
            return method == request.method && (sent == target || sent.prefix { $0 != "?" } == target)
        }

        private static func isSame(_ expected: String, _ sent: String) -> Bool {
            guard let wanted = try? JSONDecoder().decode(JSON.self, from: Data(expected.utf8)),
                let found = try? JSONDecoder().decode(JSON.self, from: Data(sent.utf8))
            else { return expected == sent }
            return wanted == found
        }

        var line: String { "\(method.rawValue) \(target)" }
    }

    private struct State {
        var expected: [Exchange]
        var received: [HTTPRequest] = []
        var unexpected: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    /// Creates a server that expects these requests.
    public init(_ expected: [Exchange]) { state = Mutex(State(expected: expected)) }

    /// Every request that was received, in order.
    public var requests: [HTTPRequest] { state.withLock { $0.received } }

    /// The difference between the script and the actual requests; nil if there is none.
    public var difference: String? {
        state.withLock { state in
            RequestDifference(unexpected: state.unexpected, missing: state.expected).text
        }
    }

    /// Returns the response that the script has for the request, or throws.
    public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let reply = state.withLock { state -> Reply? in
            state.received.append(request)
            guard let index = state.expected.firstIndex(where: { $0.matches(request) }) else {
                state.unexpected.append(request)
                return nil
            }
            return state.expected.remove(at: index).reply
        }
        switch reply {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil:
            throw TransportError(
                .refused, "no test expected \(request.method.rawValue) \(request.target)", requestMayHaveArrived: false)
        }
    }
}

extension HTTPRequest {
    /// The path and query, as in the request line.
    public var target: String {
        let afterScheme = url.absoluteString.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last
        return String((afterScheme ?? "").drop { $0 != "/" })
    }

    /// The body as text.
    public var bodyText: String { String(decoding: body ?? Data(), as: UTF8.self) }
}

extension ScriptedTransport.Reply {
    /// Returns a JSON response.
    public static func json(_ text: String, status: Int = 200) -> ScriptedTransport.Reply {
        .response(
            HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: Data(text.utf8)))
    }
}
