/// Gives each request the credential of whoever runs the program.
///
/// A reading that the server refuses although the credential should be good is sent once more with another credential,
/// where there is one. A change never is: only what cannot have had an effect is sent twice.
package struct AuthorizationLayer: HTTPLayer {
    private let credential: @Sendable () async throws -> String?
    private let renewal: @Sendable (_ refused: String) async throws -> String?

    /// Makes a layer.
    ///
    /// - Parameters:
    ///   - credential: Asked for each request that has no `Authorization` yet; the token alone, without
    ///     `Bearer`. Nil where there is none: the request then goes out without.
    ///   - renewal: Asked for another credential in place of one that the server refused; nil where there is none.
    package init(
        credential: @escaping @Sendable () async throws -> String?,
        renewal: @escaping @Sendable (_ refused: String) async throws -> String? = { _ in nil }
    ) {
        self.credential = credential
        self.renewal = renewal
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        guard request.headers["Authorization"] == nil, let token = try await credential() else {
            return try await next.send(request)
        }
        var request = request
        request.headers["Authorization"] = "Bearer \(token)"
        let response = try await next.send(request)
        guard response.status == 401, request.method == .get, let other = try await renewal(token) else {
            return response
        }
        request.headers["Authorization"] = "Bearer \(other)"
        return try await next.send(request)
    }
}
