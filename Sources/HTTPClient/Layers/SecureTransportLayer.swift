package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Only allows `https:` to any host, and `http:` to this machine.
package struct SecureTransportLayer: HTTPLayer {
    /// Creates a layer.
    package init() {}

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        let host = request.url.host ?? ""
        switch request.url.scheme?.lowercased() {
        case "https":
            return try await next.send(request)
        case "http" where LoopbackHost.matches(host):
            return try await next.send(request)
        case "http":
            throw refusal("plain http: is only allowed to this machine, and '\(host)' is another; nothing was sent")
        case let scheme:
            throw refusal("addresses of the kind '\(scheme ?? "")' are not allowed; nothing was sent")
        }
    }

    private func refusal(_ message: String) -> TransportError {
        TransportError(.refused, message, requestMayHaveArrived: false)
    }
}
