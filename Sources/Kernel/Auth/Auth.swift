#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

import Synchronization

/// Who we are, and which server we talk to: found out when first asked, from the nearest source that says.
public struct Auth: Sendable {
    private let server: Lazy<Server>
    private let identity: Lazy<Credential>
    private let replaced = ReplacedCredential()
    private let options: CommonOptions
    private let config: Config

    /// The server of a run.
    struct Server: Sendable {
        let domain: String
        let baseURL: URL
        let embedded: EmbeddedContext.API?
    }

    /// Prepares to look, without looking yet.
    init(options: CommonOptions, config: Config, sources: CredentialSources) {
        let server = Lazy { try sources.server(options: options, config: config) }
        self.server = server
        self.options = options
        self.config = config
        identity = Lazy { try sources.credential(server: try server.value(), config: config) }
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
        if let own = try identity.value().claims?.organizationID { return own }
        throw CommandError(
            .unauthorized, "no Organization is named, and the credential does not name one",
            hint: "pass --organization-id ID, or set ASTRO_ORGANIZATION_ID")
    }

    /// The Workspace to work in: variable, context, then the API token's own; nil where none names one.
    public func workspaceID(in environment: Environment) throws -> String? {
        if let variable = environment["ASTRO_WORKSPACE_ID"] { return variable }
        return try contextValue("workspace") ?? identity.value().claims?.workspaceID
    }

    /// The bearer token.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` where there is none, or it is expired or malformed.
    package func bearerToken() throws -> String { try replaced.token ?? identity.value().token }

    /// The ID of the API token that this run is logged in with; nil where it is none, or none is known.
    package var apiTokenID: String? { try? identity.value().claims?.apiTokenID?.lowercased() }

    /// Who is logged in: an API token by its ID, a person by the address; a question mark where neither is known.
    package var actor: String {
        if let apiTokenID { return apiTokenID }
        return (try? contextValue("user_email")) ?? "?"
    }

    /// Goes on with another credential, since the one before no longer works; a stored login is stored anew.
    package func replaceCredential(with token: String) throws {
        replaced.set(token)
        guard case .config(let domain) = try identity.value().source else { return }
        try config.edit(.home) { document in
            try document.set("Bearer \(token)", at: config.path(ofContext: domain) + ["token"])
        }
    }

    /// The transport of an embedded context, or nil where the server is reached over the network.
    func embeddedTransport() throws -> (any HTTPTransport)? { try server.value().embedded?.transport }

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
