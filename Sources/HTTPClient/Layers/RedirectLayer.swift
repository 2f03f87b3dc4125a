package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Follows redirects of read requests, and keeps credentials from other servers.
///
/// Any other method has an effect, and the caller didn't choose the new server: such a redirect is an
/// error. So is one from `https:` to `http:`.
package struct RedirectLayer: HTTPLayer {
    private let secretHeaders: [String]

    private static let maximumRedirects = 5

    /// Creates a layer.
    ///
    /// - Parameter secretHeaders: The fields that another scheme, host or port never gets.
    package init(secretHeaders: [String] = ["Authorization", "Cookie"]) {
        self.secretHeaders = secretHeaders
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        let start = ContinuousClock.now
        let time = request.timeout
        let first = host(request)
        var request = request
        var waited = Duration.zero
        for number in 0...Self.maximumRedirects {
            let response: HTTPResponse
            do {
                response = try await next.send(request)
            } catch let error as TransportError where error.kind == .timedOut && number > 0 {
                throw TransportError(
                    .timedOut, "no answer from \(first), and from where it redirects, within \(time.inWords)",
                    requestMayHaveArrived: error.requestMayHaveArrived)
            }
            guard let target = try target(of: response, to: request) else { return response }
            // A URL without an origin never equals another, not even itself.
            if Origin(target) == nil || Origin(target) != Origin(request.url) {
                for name in secretHeaders { request.headers[name] = nil }
            }
            request.url = target
            // One time limit for all of it: a chain of redirects must not make it longer.
            // Time spent waiting for a connection isn't the server's.
            waited += response.waited
            request.timeout = max(time - start.duration(to: .now) + waited, .milliseconds(1))
        }
        throw refusal("\(host(request)) redirects more than \(Self.maximumRedirects) times")
    }

    /// Returns the target of a redirect; nil if the response isn't one.
    private func target(of response: HTTPResponse, to request: HTTPRequest) throws(TransportError) -> URL? {
        guard [301, 302, 303, 307, 308].contains(response.status) else { return nil }
        guard let location = response.headers["Location"] else { return nil }
        guard request.method.isReading else {
            // These two status codes mean that the request has to be sent elsewhere, and so had no effect here.
            let isUnused = response.status == 307 || response.status == 308
            throw refusal(
                "\(host(request)) redirects the \(request.method.rawValue) request, and nothing further was sent",
                mayHaveArrived: !isUnused)
        }
        guard let target = URL(string: location, relativeTo: request.url)?.absoluteURL, target.host != nil else {
            throw refusal("\(host(request)) redirects to an invalid address")
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
