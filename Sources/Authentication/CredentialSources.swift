package import Base
import HTTPClient
package import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Looks for the server and the credential in the places where people put them.
package struct CredentialSources: Sendable {
    /// Returns an embedded context.
    let embedded: @Sendable (_ name: String) -> EmbeddedContext?
    let addresses: ServerAddresses
    let environment: Environment
    let files: any FileSystem
    let clock: any WallClock

    package init(
        embedded: @escaping @Sendable (_ name: String) -> EmbeddedContext?, addresses: ServerAddresses,
        environment: Environment, files: any FileSystem, clock: any WallClock
    ) {
        self.addresses = addresses
        self.embedded = embedded
        self.environment = environment
        self.files = files
        self.clock = clock
    }

    /// Returns the server that a flag, a variable or the config names.
    func server(of choice: Auth.Choice, config: Config) throws -> Auth.Server {
        guard let named = try choice.context ?? config.value("context") ?? addresses.standardDomain else {
            throw CommandError.usage("no server is named", hint: "pass --context DOMAIN")
        }
        let domain = addresses.normalized(named)
        if let embedded = embedded(domain) {
            let api = try embedded.open(files, try environment.stateDirectory())
            return Auth.Server(domain: domain, baseURL: api.baseURL, embedded: api)
        }
        let url = try addresses.baseURL(ofDomain: domain, config: config)
        return Auth.Server(domain: domain, baseURL: url, embedded: nil)
    }

    /// Returns the credential that needs no login, the server's own or the environment's; nil if there is neither.
    func credential(server: Auth.Server) throws -> Credential? {
        if let embedded = server.embedded {
            return Credential(token: embedded.credential, source: .embedded, claims: nil)
        }
        return try environment[own: "API_TOKEN"].map(fromEnvironment)
    }

    /// Returns the claims of the context's login; nil if a credential helper keeps it, which isn't run just for this.
    func claimsOfLogin(to domain: String, config: Config) throws -> TokenClaims? {
        if try config.value("credential_helper") != nil { return nil }
        let variable = environment.names.variable("API_TOKEN")
        let text = try config.value(at: config.path(ofContext: domain) + ["token"]) ?? ""
        let token = PastedToken.unwrapped(text, variable: variable)
        guard !token.isEmpty else { throw LoginSession.notLoggedIn(domain) }
        return TokenClaims(token)
    }

    private func fromEnvironment(_ text: String) throws -> Credential {
        let variable = environment.names.variable("API_TOKEN")
        let token = PastedToken.unwrapped(text, variable: variable)
        let given = TokenClaims(token)
        let complaint = PastedToken.complaint(aboutAPIToken: token, given)
        guard complaint == nil, let claims = given else {
            throw CommandError(
                .unauthorized, "\(variable) is malformed: \(complaint ?? "it cannot be read"); nothing was sent",
                hint: "set it to the whole value that was shown when the token was created or rotated")
        }
        if let expiry = claims.expiry, expiry <= clock.now {
            throw CommandError(
                .unauthorized,
                "\(variable) expired on \(expiry.rfc3339), by this machine's clock, which says \(clock.now.rfc3339)",
                hint: "rotate the token and set \(variable: "API_TOKEN") to its new value")
        }
        return Credential(token: token, source: .environment, claims: claims)
    }
}
