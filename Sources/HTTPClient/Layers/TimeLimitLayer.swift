package import Base

/// Gives each request without its own time limit the one that the user chose.
package struct TimeLimitLayer: HTTPLayer {
    private let limit: Duration

    /// Creates a layer.
    package init(_ limit: Duration) { self.limit = limit }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        var request = request
        request.limitTime(to: limit)
        return try await next.send(request)
    }
}
