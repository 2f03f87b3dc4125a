#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Who is logged in, where, until when, and from which source: never with what.
struct LoginStatus: Encodable, Sendable, Equatable {
    let domain: String
    let server: String
    let source: String
    let user: String?
    let organization: String?
    let workspace: String?
    let expires: String?
    let state: String

    static let columns = [
        Column<LoginStatus>("domain", "DOMAIN") { $0.domain },
        Column<LoginStatus>("server", "SERVER") { $0.server },
        Column<LoginStatus>("source", "SOURCE") { $0.source },
        Column<LoginStatus>("user", "USER") { $0.user ?? "" },
        Column<LoginStatus>("organization", "ORGANIZATION") { $0.organization ?? "" },
        Column<LoginStatus>("workspace", "WORKSPACE") { $0.workspace ?? "" },
        Column<LoginStatus>("expires", "EXPIRES") { $0.expires ?? "" },
        Column<LoginStatus>("state", "STATE") { $0.state },
    ]

    /// Looks at a context's credential, without a request and without a refresh.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` where there is none.
    init(_ context: Context) async throws {
        let auth = context.auth
        let (source, login) = try await auth.status()
        domain = try auth.domain()
        server = try auth.baseURL().absoluteString
        self.source = try Self.words(for: source, context)
        user =
            try source.isLogin ? context.config.value(at: context.config.path(ofContext: domain) + ["user_email"]) : nil
        organization = try? auth.organizationID()
        workspace = try? auth.workspaceID(in: context.environment)
        expires = login.expiry.map { $0.rfc3339 }
        state = Self.state(of: login, context)
    }

    private static func state(of login: StoredLogin, _ context: Context) -> String {
        if login.lasts(300, from: context.clock.now) { return "valid" }
        if login.refreshToken != nil { return "refreshed when it is next used" }
        return login.lasts(0, from: context.clock.now) ? "about to expire" : "expired"
    }

    private static func words(for source: Credential.Source, _ context: Context) throws -> String {
        switch source {
        case .environment: "the variable ASTRO_API_TOKEN"
        case .config: try context.config.path(of: .home)
        case .helper(let name, _): "the credential helper \(name)"
        case .embedded: "the context itself"
        }
    }
}

extension Credential.Source {
    /// Whether somebody logged in for it.
    fileprivate var isLogin: Bool {
        switch self {
        case .config, .helper: true
        case .environment, .embedded: false
        }
    }
}
