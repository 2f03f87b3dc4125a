package import Base
package import HTTPClient

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
import Synchronization

/// The user's credential and the server that the program talks to, both determined when they are first needed.
public struct Auth: Sendable {
    private let server: Lazy<Server>
    /// The credential that needs no login.
    private let given: Lazy<Credential?>
    private let session: LoginSession
    private let replaced = ReplacedCredential()
    private let notices = GivenNotices()
    private let found = FoundIDs()
    private let diagnostics: Diagnostics
    private let choice: Choice
    private let config: Config
    private let sources: CredentialSources

    /// The server of a run.
    struct Server: Sendable {
        let domain: String
        let baseURL: URL
        let embedded: EmbeddedContext.API?
    }

    /// The choices of a command line or of variables.
    package struct Choice: Sendable {
        let context: String?
        /// Overrides of the context's settings, by key.
        let settings: [String: String]

        package init(context: String? = nil, settings: [String: String] = [:]) {
            self.context = context
            self.settings = settings
        }
    }

    /// Creates a lookup, without reading anything yet.
    ///
    /// - Parameters:
    ///   - authorizationServer: Returns the server that refreshes a login to a domain.
    ///   - login: A login that was just made and isn't stored yet; it takes precedence over every other source.
    package init(
        _ choice: Choice, config: Config, sources: CredentialSources,
        authorizationServer: @escaping @Sendable (_ domain: String) async throws -> AuthorizationServer,
        diagnostics: Diagnostics, login: StoredLogin? = nil
    ) {
        let server = Lazy { try sources.server(of: choice, config: config) }
        self.server = server
        self.choice = choice
        self.config = config
        self.sources = sources
        self.diagnostics = diagnostics
        let preset = login.map {
            Credential(token: $0.token, source: .config(context: ""), claims: TokenClaims($0.token))
        }
        given = Lazy { try preset ?? sources.credential(server: try server.value()) }
        session = LoginSession(
            domain: { try server.value().domain },
            LoginSession.Surroundings(
                environment: sources.environment, files: sources.files, clock: sources.clock,
                authorizationServer: { try await authorizationServer(try server.value().domain) },
                diagnostics: diagnostics))
    }

    /// The context in use, such as `platform.example`.
    package func domain() throws -> String { try server.value().domain }

    /// The base URL of the API, version included, such as `https://api.platform.example/v1`.
    ///
    /// - Throws: ``CommandError`` if the context doesn't lead to a valid URL, or the config can't be read.
    public func baseURL() throws -> URL { try server.value().baseURL }

    /// Returns what the command line or a variable sets instead of a setting of the context.
    package func chosen(_ key: String) -> String? { choice.settings[key] }

    /// Returns the ID that was found for a name from ``chosen(_:)``; nil if it wasn't looked up yet.
    package func foundID(_ key: String) -> String? { found[key] }

    /// Remembers the ID that was found for a name.
    package func keepFound(_ id: String, _ key: String) { found[key] = id }

    /// Returns a setting of an embedded context; nil for other contexts.
    package func embeddedSetting(_ key: String) throws -> String? { try server.value().embedded?.settings[key] }

    /// The claims of the environment's API token; nil if the credential has another source.
    package func environmentClaims() throws -> TokenClaims? {
        guard let given = try given.value(), given.source == .environment else { return nil }
        return given.claims
    }

    /// Returns the bearer token.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if there is none, or if it expired or is malformed.
    package func bearerToken() async throws -> String {
        if let replaced = replaced.token { return replaced }
        if let given = try given.value() { return given.token }
        return try await session.login().token
    }

    /// Returns the ID of the API token that requests are sent with, wherever it is kept; nil if it isn't one.
    ///
    /// - Throws: What ``bearerToken()`` throws.
    package func bearerTokenID() async throws -> String? {
        TokenClaims(try await bearerToken())?.apiTokenID?.lowercased()
    }

    /// Returns the bearer token, refreshed even if it is still valid; an API token stays as it is.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if the login can't be refreshed.
    package func refreshedToken() async throws -> String {
        if replaced.token != nil { return try await bearerToken() }
        if let given = try given.value() { return given.token }
        return try await session.refreshed().token
    }

    /// The ID of the API token that this run is logged in with; nil if it isn't one, or its ID is unknown.
    package var apiTokenID: String? { try? claims()?.apiTokenID?.lowercased() }

    /// The current identity: an API token's ID, a person's email address, or a question mark if neither is known.
    package var actor: String {
        if let apiTokenID { return apiTokenID }
        if let given = try? given.value(), let id = TokenClaims(given.token)?.apiTokenID { return id }
        return (try? contextValue("user_email")) ?? "?"
    }

    /// Returns whether a text is a later value of the API token that this run is logged in with.
    package func isSuperseded(by token: String) -> Bool {
        guard let present = try? claims(), let id = present.apiTokenID, let other = TokenClaims(token),
            other.apiTokenID == id, let issued = present.issued, let later = other.issued
        else { return false }
        return later >= issued
    }

    /// Whether the credential is stored on this machine, so that another one can replace it permanently.
    package var isStored: Bool { (try? keepsCredential()) ?? false }

    private func keepsCredential() throws -> Bool {
        guard try given.value() == nil else { return false }
        return try LoginStorage(environment: sources.environment, files: sources.files).keepsLogin(to: domain())
    }

    /// Checks whether another credential could be stored instead of the one in use.
    package func requireReplaceableCredential() async throws {
        guard try keepsCredential() else { return }
        try await changingLogin(patience: LoginStorage.patience) { storage, login, domain in
            try await storage.requireKeepable(login, to: domain)
        }
    }

    /// Switches to another credential, because the previous one no longer works; a stored login is updated.
    ///
    /// - Throws: The reason why it couldn't be stored; this run uses it anyway.
    package func replaceCredential(with token: String) async throws {
        replaced.set(token)
        guard try keepsCredential() else { return }
        // Somebody waits for the new value: updating the login may only take a moment.
        try await changingLogin(patience: .seconds(10)) { storage, login, domain in
            var login = login ?? StoredLogin(token: token)
            login.token = token
            login.expiry = TokenClaims(token)?.expiry
            try await storage.save(login, to: domain)
        }
    }

    /// The credential that replaced the first one; nil if that still works.
    package var replacement: String? { replaced.token }

    private func changingLogin(
        patience: Duration,
        _ change: (_ storage: LoginStorage, _ present: StoredLogin?, _ domain: String) async throws -> Void
    ) async throws {
        let domain = try domain()
        try await LoginStorage.alone(in: sources.environment, sources.files, patience: patience) {
            let storage = try LoginStorage(environment: sources.environment, files: sources.files)
            try await change(storage, try await storage.login(to: domain), domain)
        }
    }

    /// Returns a token to replace one that the server refused; nil if there is none, because only logins are refreshed.
    package func renewal(of refused: String) async throws -> String? {
        guard replaced.token == nil else { return nil }
        return try given.value() == nil ? await session.renewal(of: refused) : nil
    }

    /// The source of the credential, and the stored login if it is one; nothing is refreshed.
    package func status() async throws -> (source: Credential.Source, login: StoredLogin) {
        if let given = try given.value() {
            return (given.source, StoredLogin(token: given.token, expiry: given.claims?.expiry))
        }
        let domain = try domain()
        let storage = try LoginStorage(environment: sources.environment, files: sources.files)
        guard let login = try await storage.login(to: domain) else { throw LoginSession.notLoggedIn(domain) }
        return (try sourceOfLogin(), login)
    }

    /// The transport of an embedded context, or nil if the server is reached over the network.
    package func embeddedTransport() throws -> (any HTTPTransport)? { try server.value().embedded?.transport }

    private func sourceOfLogin() throws -> Credential.Source {
        let domain = try domain()
        guard let helper = try config.value("credential_helper") else { return .config(context: domain) }
        return .helper(name: helper, context: domain)
    }

    /// The claims of the credential.
    package func claims() throws -> TokenClaims? {
        if let given = try given.value() { return given.claims }
        if let login = session.known { return TokenClaims(login.token) }
        return try sources.claimsOfLogin(to: domain(), config: config)
    }

    /// Returns the scope of the environment's API token; reports once if the context's config names something else.
    ///
    /// - Parameters:
    ///   - key: The context's setting for the same thing.
    ///   - noun: The noun for it in messages.
    package func claimed(
        _ key: String, _ noun: String, by claim: (TokenClaims) -> String?
    ) throws -> String? {
        guard let own = try environmentClaims().flatMap(claim) else { return nil }
        if let configured = try? contextID(key), configured != own.lowercased(), notices.isFirst(key) {
            let variable = sources.environment.names.variable("API_TOKEN")
            diagnostics.info("Working in the \(noun) \(own), which \(variable) is for; the config names \(configured).")
        }
        return own.lowercased()
    }

    /// Returns an ID from the context's settings, which becomes part of a URL like one from the command line.
    package func contextID(_ key: String) throws -> String? {
        let path = config.path(ofContext: try server.value().domain) + [key]
        return try config.value(at: path).map { try Self.requireID($0, "the setting \(path.joined(separator: "."))") }
    }

    /// Returns an ID from a variable or a setting, in lower case.
    ///
    /// - Throws: ``CommandError`` that names the source if the text isn't an ID.
    package static func requireID(_ text: String, _ source: String) throws -> String {
        if let complaint = Identifier.complaint(text) {
            throw CommandError.usage("\(source): '\(text.shortened)' \(complaint); nothing was sent")
        }
        return text.lowercased()
    }

    private func contextValue(_ key: String) throws -> String? {
        try config.value(at: config.path(ofContext: server.value().domain) + [key])
    }
}

/// The credential that replaced the first one of a run.
private final class ReplacedCredential: Sendable {
    private let stored = Mutex<String?>(nil)

    var token: String? { stored.withLock { $0 } }

    func set(_ token: String) { stored.withLock { $0 = token } }
}

/// The IDs that were found for names, by setting.
private final class FoundIDs: Sendable {
    private let ids = Mutex<[String: String]>([:])

    subscript(key: String) -> String? {
        get { ids.withLock { $0[key] } }
        set { ids.withLock { $0[key] = newValue } }
    }
}

/// The notices that a run has printed, so that each is printed once.
private final class GivenNotices: Sendable {
    private let given = Mutex<Set<String>>([])

    func isFirst(_ name: String) -> Bool { given.withLock { $0.insert(name).inserted } }
}
