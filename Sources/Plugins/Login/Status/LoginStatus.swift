import AstroAPI
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Who is logged in, where, until when, and from which source, but never the credential itself.
struct LoginStatus: Encodable, Sendable, Equatable {
    let domain: String
    let server: String
    let source: String
    private(set) var user: String?
    /// The API token's name and ID.
    private(set) var token: String?
    let organization: String?
    let workspace: String?
    /// When the credential expires; `never` or `unknown` if there is no such time.
    private(set) var expires: String
    private(set) var state: String

    static let columns = [
        Column<LoginStatus>("domain", "DOMAIN") { $0.domain },
        Column<LoginStatus>("server", "SERVER") { $0.server },
        Column<LoginStatus>("source", "SOURCE") { $0.source },
        Column<LoginStatus>("user", "USER") { $0.user ?? "" },
        Column<LoginStatus>("token", "TOKEN") { $0.token ?? "" },
        Column<LoginStatus>("organization", "ORGANIZATION") { $0.organization ?? "" },
        Column<LoginStatus>("workspace", "WORKSPACE") { $0.workspace ?? "" },
        Column<LoginStatus>("expires", "EXPIRES", .moment) { $0.expires },
        Column<LoginStatus>("state", "STATE") { $0.state },
    ]

    /// Examines a context's credential without a request or a refresh.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if there is none.
    init(_ context: Context) async throws {
        let auth = context.auth
        let (source, login) = try await auth.status()
        domain = try auth.domain()
        server = try auth.baseURL().absoluteString
        self.source = try Self.words(for: source, domain, context)
        user =
            try source.isLogin ? context.config.value(at: context.config.path(ofContext: domain) + ["user_email"]) : nil
        organization = try? auth.organization().text
        workspace = try? auth.workspace(in: context.environment)?.text
        let claims = TokenClaims(login.token)
        token = claims?.apiTokenID
        expires = login.expiry.map { $0.rfc3339 } ?? (claims?.apiTokenID == nil ? "unknown" : "never")
        if source == .embedded { expires = "never" }
        state = Self.state(of: login, context)
    }

    /// Asks the server whether it accepts the credential.
    ///
    /// - Returns: Why the credential is rejected, or why that is unknown; nil if it is accepted.
    mutating func check(in context: Context) async throws -> CommandError? {
        do {
            let holder = try await CredentialHolder.asked(in: context)
            state = "valid"
            guard let holder else { return nil }
            if holder.kind == "user" { user = holder.email ?? user } else { token = Self.label(of: holder) }
            if let later = holder.expires { expires = later }
            return nil
        } catch let error as APIError where error.status == 401 {
            state = "rejected by the server"
            return error.commandError
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let told = CommandError(describing: error)
            if told.exitCode != .unauthorized { state = "not checked" }
            return told
        }
    }

    /// Records that the server has just accepted the credential.
    mutating func noteAccepted() {
        if state == "not checked" { state = "valid" }
    }

    private static func label(of holder: CredentialHolder) -> String {
        holder.name.map { "\($0) (\(holder.id))" } ?? holder.id
    }

    private static func state(of login: StoredLogin, _ context: Context) -> String {
        if login.lasts(300, from: context.clock.now) { return "not checked" }
        if login.refreshToken != nil { return "refreshed when it is next used" }
        return login.lasts(0, from: context.clock.now) ? "about to expire" : "expired"
    }

    private static func words(for source: Credential.Source, _ domain: String, _ context: Context) throws -> String {
        let overridden = context.config.variable(context.config.path(ofContext: domain) + ["token"])
        return switch source {
        case .environment: "the variable \(context.environment.names.variable("API_TOKEN"))"
        case .config where context.environment[overridden] != nil: "the variable \(overridden)"
        case .config: try context.config.path(of: .home)
        case .helper(let name, _): "the credential helper \(name)"
        case .embedded: "the context itself"
        }
    }
}

extension Credential.Source {
    /// Whether it comes from a login.
    fileprivate var isLogin: Bool {
        switch self {
        case .config, .helper: true
        case .environment, .embedded: false
        }
    }
}
