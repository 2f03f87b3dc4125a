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

    /// The credential for a server: its own, the environment's, or the context's login.
    func credential(server: Auth.Server, config: Config) throws -> Credential {
        if let embedded = server.embedded {
            return Credential(
                token: embedded.credential, source: .embedded, claims: TokenClaims(embedded.credential))
        }
        if let token = environment["ASTRO_API_TOKEN"] { return try fromEnvironment(token) }
        return try fromConfig(domain: server.domain, config: config)
    }

    private func fromEnvironment(_ text: String) throws -> Credential {
        let token = Self.withoutScheme(text)
        guard let claims = TokenClaims(token) else {
            throw CommandError(
                .unauthorized, "ASTRO_API_TOKEN is malformed: it is not an Astro API token",
                hint: "set it to the whole value that was shown when the token was created or rotated")
        }
        if let expiry = claims.expiry, expiry <= clock.now {
            throw CommandError(
                .unauthorized, "ASTRO_API_TOKEN expired on \(expiry.formatted(.iso8601))",
                hint: "rotate the token and set ASTRO_API_TOKEN to its new value")
        }
        return Credential(token: token, source: .environment, claims: claims)
    }

    private func fromConfig(domain: String, config: Config) throws -> Credential {
        let path = config.path(ofContext: domain)
        guard let stored = try config.value(at: path + ["token"]).map(Self.withoutScheme), !stored.isEmpty else {
            throw CommandError(
                .unauthorized, "not logged in to \(domain)",
                hint: "set ASTRO_API_TOKEN, or try the tool without a login: --context sandbox")
        }
        let claims = TokenClaims(stored)
        let noted = try config.value(at: path + ["expiresin"]).flatMap { try? Date($0, strategy: .iso8601) }
        if let expiry = claims?.expiry ?? noted, expiry <= clock.now {
            throw CommandError(
                .unauthorized, "the login to \(domain) expired on \(expiry.formatted(.iso8601))",
                hint: "log in again, or set ASTRO_API_TOKEN")
        }
        return Credential(token: stored, source: .config(context: domain), claims: claims)
    }

    private static func withoutScheme(_ text: String) -> String {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        return words.first?.lowercased() == "bearer" ? words.dropFirst().joined().trimmed : text.trimmed
    }
}
