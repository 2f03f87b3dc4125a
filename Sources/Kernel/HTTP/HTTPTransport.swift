/// One function from request to response: libcurl, an embedded server, or a test's script.
///
/// A transport sends each request once, follows nothing, adds nothing: retries, redirects, credentials and
/// logging are ``HTTPLayer``s around it.
public protocol HTTPTransport: Sendable {
    /// Sends one request and reads the whole answer.
    ///
    /// - Throws: ``TransportError`` when no complete answer came; `CancellationError` when the task was cancelled.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// A concern folded around a transport, such as retrying or logging.
public protocol HTTPLayer: Sendable {
    /// Handles one request, passing it on to `next` as often as it needs.
    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse
}

extension HTTPTransport {
    /// This transport inside `layer`, which sees each request first and each response last.
    public func wrapped(in layer: some HTTPLayer) -> any HTTPTransport {
        LayeredTransport(layer: layer, next: self)
    }
}

private struct LayeredTransport: HTTPTransport {
    let layer: any HTTPLayer
    let next: any HTTPTransport

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await layer.send(request, next: next)
    }
}
