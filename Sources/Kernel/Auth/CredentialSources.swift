#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Looks for the server and the credential in the places where people put them.
struct CredentialSources: Sendable {
    let registry: Registry
    let environment: Environment
    let files: any FileSystem
    let clock: any WallClock

    /// The server that flag, variable or config name.
    func server(options: CommonOptions, config: Config) throws -> Auth.Server {
        let named = try options.context ?? config.value("context") ?? ServerAddress.standardDomain
        let domain = ServerAddress.normalized(named)
        if let embedded = registry.embeddedContext(named: domain) {
            let api = try embedded.open(files, try environment.stateDirectory())
            return Auth.Server(domain: domain, baseURL: api.baseURL, embedded: api)
        }
        let url = try ServerAddress.baseURL(ofDomain: domain, config: config)
        return Auth.Server(domain: domain, baseURL: url, embedded: nil)
    }

    /// The credential that needs no login: the server's own, or the environment's; nil where there is neither.
    func credential(server: Auth.Server) throws -> Credential? {
        if let embedded = server.embedded {
            return Credential(token: embedded.credential, source: .embedded, claims: nil)
        }
        return try environment["ASTRO_API_TOKEN"].map(fromEnvironment)
    }

    /// What the context's login says of itself; nil where it is kept by a program, which is not run for this alone.
    func claimsOfLogin(to domain: String, config: Config) throws -> TokenClaims? {
        if try config.value("credential_helper") != nil { return nil }
        guard
            let token = try config.value(at: config.path(ofContext: domain) + ["token"]).map(Credential.withoutScheme),
            !token.isEmpty
        else { throw LoginSession.notLoggedIn(domain) }
        return TokenClaims(token)
    }

    private func fromEnvironment(_ text: String) throws -> Credential {
        let token = Credential.withoutScheme(text)
        guard let claims = TokenClaims(token) else {
            throw CommandError(
                .unauthorized, "ASTRO_API_TOKEN is malformed: it is not an Astro API token",
                hint: "set it to the whole value that was shown when the token was created or rotated")
        }
        if let expiry = claims.expiry, expiry <= clock.now {
            throw CommandError(
                .unauthorized, "ASTRO_API_TOKEN expired on \(expiry.rfc3339)",
                hint: "rotate the token and set ASTRO_API_TOKEN to its new value")
        }
        return Credential(token: token, source: .environment, claims: claims)
    }
}
