public import Kernel

/// Typed calls of the Astro API within one Organization.
///
/// ```swift
/// let client = try await AstroClient(context)
/// let token = try await client.token(id: "clx3…")
/// ```
public struct AstroClient: Sendable {
    /// The Organization that every call works in.
    public let organizationID: String
    /// The way there; each call's path stands below the Organization's.
    private(set) var connection: APIConnection
    /// Where the tokens are that it works on.
    package internal(set) var tokenEndpoints = TokenEndpoints.organization

    /// Makes a client for the context's server and Organization; nothing is sent yet, unless the Organization's ID is to
    /// be found out from its name.
    ///
    /// - Throws: `CommandError` where neither flag, config nor credential names an Organization, or none has the name.
    public init(_ context: Context) async throws {
        try self.init(context, organizationID: await context.organizationID())
    }

    /// Makes a client for the context's server and any Organization; nothing is sent yet.
    public init(_ context: Context, organizationID: String) throws {
        self.organizationID = organizationID
        connection = try APIConnection(context, below: ["organizations", organizationID])
    }

    /// The same client with another credential: a bearer token.
    public func authorized(by credential: String) -> AstroClient {
        var client = self
        client.connection.credential = credential
        return client
    }
}
