package import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The user's credential, and the only server that gets it.
package struct RequestCredential: Sendable {
    let origin: @Sendable () throws -> Origin?
    let token: @Sendable () async throws -> String?
    let renewal: @Sendable (_ refused: String) async throws -> String?

    /// Creates a credential.
    ///
    /// - Parameters:
    ///   - origin: The server that it belongs to.
    ///   - token: Called for each request that has no `Authorization` yet; returns the token without `Bearer`. Nil
    ///     means that there is none: the request is sent without it.
    ///   - renewal: Called for a replacement if the server refused the token; nil if there is none.
    package init(
        for origin: @escaping @Sendable () throws -> Origin?, token: @escaping @Sendable () async throws -> String?,
        renewal: @escaping @Sendable (_ refused: String) async throws -> String? = { _ in nil }
    ) {
        self.origin = origin
        self.token = token
        self.renewal = renewal
    }
}

/// Adds the user's credential to each request, and keeps it from all other servers.
///
/// A request to another server is refused unless it opts out of the credential; then it has none, whatever
/// fields its author set. The server of a request is determined here, after any layers that may have changed it.
///
/// A read request that the server refuses, although the credential should be valid, is sent once more with another
/// credential, if there is one. A change never is: only requests without an effect are sent twice.
package struct AuthorizationLayer: HTTPLayer {
    private let credential: RequestCredential

    /// The fields that hold credentials, and only go to the credential's own server.
    package static let secretHeaders = ["Authorization", "Cookie", "Proxy-Authorization"]

    /// Creates a layer.
    package init(_ credential: RequestCredential) { self.credential = credential }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        guard request.credential == .automatic else { return try await next.send(withoutCredential(request)) }
        try requireOwnServer(request)
        guard request.headers["Authorization"] == nil, let token = try await credential.token() else {
            return try await next.send(request)
        }
        var request = request
        request.headers.bearerToken = token
        let response = try await next.send(request)
        guard response.status == 401, request.method.isReading, let other = try await credential.renewal(token) else {
            return response
        }
        request.headers.bearerToken = other
        return try await next.send(request)
    }

    private func withoutCredential(_ request: HTTPRequest) -> HTTPRequest {
        var request = request
        for name in Self.secretHeaders { request.headers[name] = nil }
        return request
    }

    private func requireOwnServer(_ request: HTTPRequest) throws {
        let own = try credential.origin()
        let target = Origin(request.url)
        if let own, target == own { return }
        let name = target?.description ?? "'\(SecureAddress.withoutUser(request.url.absoluteString).shortened)'"
        throw TransportError(
            .refused,
            "the credential is only for \(own?.description ?? "no server"), and the request is to \(name); "
                + "nothing was sent",
            requestMayHaveArrived: false)
    }
}
