@testable import Base
@testable import HTTPClient
import Support
import KernelTesting
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The transport below the layers in these tests: it returns its replies in order and records the requests.
///
/// An extra request fails the test that sent it.
final class ReplyingTransport: HTTPTransport {
    private let replies: Mutex<[ScriptedTransport.Reply]>
    private let sent = Mutex<[HTTPRequest]>([])
    private let onRequest: @Sendable () -> Void

    init(_ replies: [ScriptedTransport.Reply], onRequest: @escaping @Sendable () -> Void = {}) {
        self.replies = Mutex(replies)
        self.onRequest = onRequest
    }

    /// Every request, in order.
    var requests: [HTTPRequest] { sent.withLock { $0 } }

    /// Every address, in order.
    var addresses: [String] { requests.map(\.url.absoluteString) }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        sent.withLock { $0.append(request) }
        onRequest()
        let reply = replies.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        switch reply {
        case .response(let response): return response
        case .failure(let error): throw error
        case nil: throw TestFailure("one request too many: \(request.method.rawValue) \(request.url)")
        }
    }
}

extension ScriptedTransport.Reply {
    /// An answer without a body.
    static func status(_ status: Int, _ headers: HTTPHeaders = [:]) -> ScriptedTransport.Reply {
        .response(HTTPResponse(status: status, headers: headers))
    }

    /// A redirect.
    static func redirect(to location: String, _ status: Int = 302) -> ScriptedTransport.Reply {
        .status(status, ["Location": location])
    }

    /// No answer.
    static func failure(_ kind: TransportError.Kind) -> ScriptedTransport.Reply {
        .failure(TransportError(kind, "no answer", requestMayHaveArrived: true))
    }
}

/// A cancellation before an answer arrives.
struct CancelledTransport: HTTPTransport {
    func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw CancellationError() }
}
