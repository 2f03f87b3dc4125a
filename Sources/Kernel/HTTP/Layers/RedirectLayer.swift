#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Follows redirects of `GET` requests, and keeps credentials from other servers.
///
/// Any other method has an effect, and the server that is named then was not asked for it: such a redirect is an
/// error. So is one from `https:` to `http:`.
package struct RedirectLayer: HTTPLayer {
    private let secretHeaders: [String]

    private static let maximumRedirects = 5

    /// Makes a layer.
    ///
    /// - Parameter secretHeaders: The fields that another scheme, host or port never gets.
    package init(secretHeaders: [String] = ["Authorization", "Cookie"]) {
        self.secretHeaders = secretHeaders
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        var request = request
        for _ in 0...Self.maximumRedirects {
            let response = try await next.send(request)
            guard let target = try target(of: response, to: request) else { return response }
            if Origin(target) != Origin(request.url) {
                for name in secretHeaders { request.headers[name] = nil }
            }
            request.url = target
        }
        throw refusal("\(host(request)) redirects more than \(Self.maximumRedirects) times")
    }

    /// Where an answer sends us; nil when it is no redirect.
    private func target(of response: HTTPResponse, to request: HTTPRequest) throws(TransportError) -> URL? {
        guard [301, 302, 303, 307, 308].contains(response.status) else { return nil }
        guard let location = response.headers["Location"] else { return nil }
        guard request.method == .get else {
            // Those two say that the request has to be made elsewhere, and so was not acted on here.
            let isUnused = response.status == 307 || response.status == 308
            throw refusal(
                "\(host(request)) redirects the \(request.method.rawValue) request, and nothing further was sent",
                mayHaveArrived: !isUnused)
        }
        guard let target = URL(string: location, relativeTo: request.url)?.absoluteURL, target.host != nil else {
            throw refusal("\(host(request)) redirects to something that is no address")
        }
        if request.url.scheme?.lowercased() == "https", target.scheme?.lowercased() == "http" {
            throw refusal("\(host(request)) redirects from https: to http:, and nothing further was sent")
        }
        return target
    }

    private func host(_ request: HTTPRequest) -> String { request.url.host ?? "the server" }

    private func refusal(_ message: String, mayHaveArrived: Bool = false) -> TransportError {
        TransportError(.refused, message, requestMayHaveArrived: mayHaveArrived)
    }
}

/// What two addresses share when they belong to the same server.
private struct Origin: Equatable {
    let scheme: String?
    let host: String?
    let port: Int?

    init(_ url: URL) {
        scheme = url.scheme?.lowercased()
        host = url.host?.lowercased()
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }
}
