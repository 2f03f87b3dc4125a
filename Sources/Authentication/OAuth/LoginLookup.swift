#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The rule that asks a service's API where people log in.
///
/// ```swift
/// let login = LoginLookup(path: "login") { try JSONDecoder().decode(Answer.self, from: $0).server }
/// ```
public struct LoginLookup: Sendable {
    let path: String
    let read: @Sendable (_ answer: Data) throws -> LoginServer

    /// Creates the rule of a service.
    ///
    /// - Parameters:
    ///   - path: The path to ask, below the URL of the API without a version; the request has no credential.
    ///   - read: Returns the server that an answer describes. It throws any error if the answer describes none.
    public init(path: String, read: @escaping @Sendable (_ answer: Data) throws -> LoginServer) {
        self.path = path
        self.read = read
    }
}

/// A server that people log in at (OAuth 2.0), as the API describes it.
public struct LoginServer: Sendable {
    let clientID: String
    let audience: String
    let address: String

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - clientID: The ID of this program at the server.
    ///   - audience: The API that tokens are for.
    ///   - address: The URL that `authorize`, `oauth/token` and `userinfo` are below. One without TLS is refused unless
    ///     it leads to this machine.
    public init(clientID: String, audience: String, address: String) {
        (self.clientID, self.audience, self.address) = (clientID, audience, address)
    }
}
