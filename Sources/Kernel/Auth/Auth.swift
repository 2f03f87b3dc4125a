#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
import Synchronization

/// Who we are, and which server we talk to: found out when first asked, from the nearest source that says.
public struct Auth: Sendable {
    private let server: Lazy<Server>
    /// The credential that needs no login.
    private let given: Lazy<Credential?>
    private let session: LoginSession
    private let replaced = ReplacedCredential()
    private let options: CommonOptions
    private let config: Config
    private let sources: CredentialSources

    /// The server of a run.
    struct Server: Sendable {
        let domain: String
        let baseURL: URL
        let embedded: EmbeddedContext.API?
    }

    /// Prepares to look, without looking yet.
    ///
    /// - Parameters:
    ///   - authorizationServer: Finds the server that refreshes a login to a domain.
    ///   - login: A login that was just made and is not kept yet; it comes before every other source.
    init(
        options: CommonOptions, config: Config, sources: CredentialSources,
        authorizationServer: @escaping @Sendable (_ domain: String) async throws -> AuthorizationServer,
        output: Output, login: StoredLogin? = nil
    ) {
        let server = Lazy { try sources.server(options: options, config: config) }
        self.server = server
        self.options = options
        self.config = config
        self.sources = sources
        let preset = login.map {
            Credential(token: $0.token, source: .config(context: ""), claims: TokenClaims($0.token))
        }
        given = Lazy { try preset ?? sources.credential(server: try server.value()) }
        session = LoginSession(
            domain: { try server.value().domain },
            LoginSession.Surroundings(
                environment: sources.environment, files: sources.files, clock: sources.clock,
                authorizationServer: { try await authorizationServer(try server.value().domain) }, output: output))
    }

    /// The context in use, such as `astronomer.io`.
    package func domain() throws -> String { try server.value().domain }

    /// The base address of the API, version included, such as `https://api.astronomer.io/v1`.
    ///
    /// - Throws: ``CommandError`` when the context makes no address or the config cannot be read.
    public func baseURL() throws -> URL { try server.value().baseURL }

    /// The Organization to work in: flag, variable, context, then the API token's own.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` where none of them names one.
    public func organizationID() throws -> String {
        if let named = options.organizationID { return named.lowercased() }
        let server = try server.value()
        if let embedded = server.embedded { return embedded.organizationID }
        if let configured = try contextValue("organization") { return configured }
        if let own = try claims()?.organizationID { return own }
        throw CommandError(
            .unauthorized, "no Organization is named, and the credential does not name one",
            hint: "pass --organization-id ID, or set ASTRO_ORGANIZATION_ID")
    }

    /// The Workspace to work in: variable, context, then the API token's own; nil where none names one.
    public func workspaceID(in environment: Environment) throws -> String? {
        if let variable = environment["ASTRO_WORKSPACE_ID"] { return variable }
        return try contextValue("workspace") ?? claims()?.workspaceID
    }

    /// The bearer token.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` where there is none, or it is expired or malformed.
    package func bearerToken() async throws -> String {
        if let replaced = replaced.token { return replaced }
        if let given = try given.value() { return given.token }
        return try await session.login().token
    }

    /// The ID of the API token that this run is logged in with; nil where it is none, or none is known.
    package var apiTokenID: String? { try? claims()?.apiTokenID?.lowercased() }

    /// Who is logged in: an API token by its ID, a person by the address; a question mark where neither is known.
    package var actor: String {
        if let apiTokenID { return apiTokenID }
        return (try? contextValue("user_email")) ?? "?"
    }

    /// Goes on with another credential, since the one before no longer works; a stored login is stored anew.
    package func replaceCredential(with token: String) async throws {
        replaced.set(token)
        guard try given.value() == nil else { return }
        let domain = try domain()
        try await LoginStorage.alone(in: sources.environment, sources.files) {
            let storage = try LoginStorage(environment: sources.environment, files: sources.files)
            var login = try await storage.login(to: domain) ?? StoredLogin(token: token)
            login.token = token
            try await storage.save(login, to: domain)
        }
    }

    /// Another token in place of one that the server refused, or nil where there is none: only logins are refreshed.
    func renewal(of refused: String) async throws -> String? {
        guard replaced.token == nil else { return nil }
        return try given.value() == nil ? await session.renewal(of: refused) : nil
    }

    /// Where the credential comes from, and the login where it is one, as it is kept: nothing is refreshed.
    package func status() async throws -> (source: Credential.Source, login: StoredLogin) {
        if let given = try given.value() {
            return (given.source, StoredLogin(token: given.token, expiry: given.claims?.expiry))
        }
        let domain = try domain()
        let storage = try LoginStorage(environment: sources.environment, files: sources.files)
        guard let login = try await storage.login(to: domain) else { throw LoginSession.notLoggedIn(domain) }
        return (try sourceOfLogin(), login)
    }

    /// The transport of an embedded context, or nil where the server is reached over the network.
    func embeddedTransport() throws -> (any HTTPTransport)? { try server.value().embedded?.transport }

    private func sourceOfLogin() throws -> Credential.Source {
        let domain = try domain()
        guard let helper = try config.value("credential_helper") else { return .config(context: domain) }
        return .helper(name: helper, context: domain)
    }

    /// What the credential says of itself.
    private func claims() throws -> TokenClaims? {
        if let given = try given.value() { return given.claims }
        if let login = session.known { return TokenClaims(login.token) }
        return try sources.claimsOfLogin(to: domain(), config: config)
    }

    private func contextValue(_ key: String) throws -> String? {
        try config.value(at: config.path(ofContext: server.value().domain) + [key])
    }
}

/// The credential that took the place of the one that a run began with.
private final class ReplacedCredential: Sendable {
    private let stored = Mutex<String?>(nil)

    var token: String? { stored.withLock { $0 } }

    func set(_ token: String) { stored.withLock { $0 = token } }
}
