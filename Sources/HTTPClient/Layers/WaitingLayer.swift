import Base
import HTTPClient
import Terminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tells people on a terminal if a response takes long, including all retries.
package struct WaitingLayer: HTTPLayer {
    private let waiting: RequestWaiting

    package init(_ waiting: RequestWaiting) { self.waiting = waiting }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        waiting.begin(host: request.url.host() ?? "the server")
        defer { waiting.end() }
        return try await next.send(request)
    }
}
