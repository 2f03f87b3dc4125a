public import Base

/// A function from request to response: libcurl, an embedded server, or a test's script.
///
/// A transport sends each request once, unchanged, and follows no redirects: retries, redirects, credentials and
/// logging are ``HTTPLayer``s around it.
public protocol HTTPTransport: Sendable {
    /// Sends one request and reads the whole response.
    ///
    /// - Throws: ``TransportError`` if no complete response came; `CancellationError` if the task was canceled.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// A layer around a transport, such as retries or logging.
public protocol HTTPLayer: Sendable {
    /// Handles one request, and passes it on to `next` as often as needed.
    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse
}

extension HTTPTransport {
    /// Returns this transport inside `layer`, which sees each request first and each response last.
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
