/// Gives each request the credential of whoever runs the program.
package struct AuthorizationLayer: HTTPLayer {
    private let credential: @Sendable () async throws -> String?

    /// Makes a layer.
    ///
    /// - Parameter credential: Asked for each request that has no `Authorization` yet; the token alone, without
    ///   `Bearer`. Nil where there is none: the request then goes out without.
    package init(credential: @escaping @Sendable () async throws -> String?) {
        self.credential = credential
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        guard request.headers["Authorization"] == nil, let token = try await credential() else {
            return try await next.send(request)
        }
        var request = request
        request.headers["Authorization"] = "Bearer \(token)"
        return try await next.send(request)
    }
}
