#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reports when a wait for a response begins and ends, including all retries.
package struct WaitingLayer: HTTPLayer {
    private let begin: @Sendable (_ host: String) -> Void
    private let end: @Sendable () -> Void

    package init(begin: @escaping @Sendable (_ host: String) -> Void, end: @escaping @Sendable () -> Void) {
        (self.begin, self.end) = (begin, end)
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        begin(request.url.host() ?? "the server")
        defer { end() }
        return try await next.send(request)
    }
}
