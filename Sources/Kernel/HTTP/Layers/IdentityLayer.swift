/// What a program tells servers about itself.
package struct ClientIdentity: Sendable, Equatable {
    /// The program's name, such as `astro`.
    package let product: String
    /// The program's version, such as `1.2.0`.
    package let version: String
    /// What kind of client it is, such as `cli`.
    package let client: String

    /// Describes a program.
    package init(product: String, version: String, client: String = "cli") {
        self.product = product
        self.version = version
        self.client = client
    }

    /// The fields that say so.
    var headers: HTTPHeaders {
        [
            "Accept": "application/json",
            "User-Agent": "\(product)/\(version)",
            "x-\(product)-client-identifier": client,
            "x-\(product)-client-version": version,
            "x-client-os-identifier": Platform.name,
        ]
    }
}

/// Says in each request which program sends it, and that it reads JSON.
package struct IdentityLayer: HTTPLayer {
    private let identity: ClientIdentity

    /// Makes a layer.
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
