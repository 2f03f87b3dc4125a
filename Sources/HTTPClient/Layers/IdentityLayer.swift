package import Base
import OperatingSystem

/// How a program identifies itself to servers.
package struct ClientIdentity: Sendable, Equatable {
    /// The program's name, such as `platctl`.
    package let product: String
    /// The program's version, such as `1.2.0`.
    package let version: String
    /// The kind of client, such as `cli`.
    package let client: String

    /// Creates an identity.
    package init(product: String, version: String, client: String = "cli") {
        self.product = product
        self.version = version
        self.client = client
    }

    /// The header fields with the identity.
    package var headers: HTTPHeaders {
        [
            "Accept": "application/json",
            "User-Agent": "\(product)/\(version)",
            "x-\(product)-client-identifier": client,
            "x-\(product)-client-version": version,
            "x-client-os-identifier": Platform.name,
        ]
    }
}

/// Adds to each request which program sends it, and that it expects JSON.
package struct IdentityLayer: HTTPLayer {
    private let identity: ClientIdentity

    /// Creates a layer.
    package init(_ identity: ClientIdentity) {
        self.identity = identity
    }

    package func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        var request = request
        for field in identity.headers.fields where request.headers[field.name] == nil {
            request.headers[field.name] = field.value
        }
        return try await next.send(request)
    }
}
