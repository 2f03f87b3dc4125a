public import Kernel

/// A typed client for the Astro API within one Organization.
///
/// ```swift
/// let client = try await AstroClient(context)
/// let token = try await client.token(id: "clx3…")
/// ```
public struct AstroClient: Sendable {
    /// The ID of the Organization that all requests are about.
    public let organizationID: String
    /// The connection; each call's path is relative to the Organization's.
    private(set) var connection: APIConnection
    /// The endpoints of the tokens that it works on.
    package internal(set) var tokenEndpoints = TokenEndpoints.organization

    /// Creates a client for the context's server and Organization; sends nothing yet, unless the Organization was given
    /// by name and its ID has to be looked up.
    ///
    /// - Throws: `CommandError` if no flag, setting or credential names an Organization, or if the name isn't found.
    public init(_ context: Context) async throws {
        try self.init(context, organizationID: await context.organizationID())
    }

    /// Creates a client for the context's server and any Organization; sends nothing yet.
    public init(_ context: Context, organizationID: String) throws {
        self.organizationID = organizationID
        connection = try APIConnection(context, below: ["organizations", organizationID])
    }

    /// Returns the same client with another bearer token as its credential.
    public func authorized(by credential: String) -> AstroClient {
        var client = self
        client.connection.credential = credential
        return client
    }
}
