public import Base

/// Something that sends requests and returns responses: libcurl, an embedded server, or a script in a test.
///
/// A transport sends each request once, unchanged, and doesn't follow redirects. Retries, redirects, credentials and
/// logging are the job of ``HTTPLayer``s around it.
public protocol HTTPTransport: Sendable {
    /// Sends one request and reads the whole response.
    ///
    /// - Throws: ``TransportError`` if no complete response arrived; `CancellationError` if the task was canceled.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// A layer around a transport, such as retries or logging.
public protocol HTTPLayer: Sendable {
    /// Handles one request, and passes it on to `next` as many times as needed.
    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse
}

extension HTTPTransport {
    /// Returns this transport wrapped in `layer`, which sees each request first and each response last.
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
