import Base
import HTTPClient
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

/// The login of a context during one run: read on first use, and refreshed before it expires.
///
/// If several processes find that it is about to expire, one refreshes it while the others wait and use the result.
final class LoginSession: Sendable {
    /// The dependencies of a session.
    struct Surroundings: Sendable {
        let environment: Environment
        let files: any FileSystem
        let clock: any WallClock
        /// Returns the server that refreshes the login.
        let authorizationServer: @Sendable () async throws -> AuthorizationServer
        let diagnostics: Diagnostics
    }

    private struct State {
        var login: StoredLogin?
        var task: Task<StoredLogin, any Error>?
        var hasRenewed = false
    }

    private let domain: @Sendable () throws -> String
    private let surroundings: Surroundings
    private let state = Mutex(State())

    /// How many seconds before it expires a token is no longer used.
    private static let margin = 300.0

    init(domain: @escaping @Sendable () throws -> String, _ surroundings: Surroundings) {
        self.domain = domain
        self.surroundings = surroundings
    }

    static func notLoggedIn(_ domain: String) -> CommandError {
        CommandError(
            .unauthorized, "not logged in to \(domain)",
            hint: .login(domain))
    }

    /// The login, if it was needed before.
    var known: StoredLogin? { state.withLock { $0.login } }

    /// Returns the login, with a token that is valid long enough.
    ///
    /// - Throws: ``CommandError`` if there is none, or it expired and can't be refreshed.
    func login() async throws -> StoredLogin {
        if let known = state.withLock({ $0.login }), known.lasts(Self.margin, from: surroundings.clock.now) {
            return known
        }
        return try await shared { try await self.obtain() }
    }

    /// Returns the login with a token that was just refreshed.
    ///
    /// - Throws: ``CommandError`` if there is no login, or no refresh token.
    func refreshed() async throws -> StoredLogin {
        try await shared {
            let domain = try self.domain()
            guard let login = try await self.stored(domain) else { throw Self.notLoggedIn(domain) }
            guard login.refreshToken != nil else {
                throw CommandError(
                    .unauthorized, "the login to \(domain) has no refresh token, so it cannot be refreshed",
                    hint: .login(domain))
            }
            return try await self.refresh(domain) { $0.token != login.token }
        }
    }

    /// Returns another token to replace one that the server refuses, although it hasn't expired.
    ///
    /// This is tried once; nil if it fails.
    func renewal(of refused: String) async -> String? {
        let isFirst = state.withLock { state in
            defer { state.hasRenewed = true }
            return !state.hasRenewed
        }
        guard isFirst else {
            let token = state.withLock { $0.login?.token }
            return token == refused ? nil : token
        }
        do {
            let renewed = try await shared { try await self.renew(refused) }
            return renewed.token == refused ? nil : renewed.token
        } catch {
            surroundings.diagnostics.debug("could not refresh the login: \(CommandError(describing: error).message)")
            return nil
        }
    }

    /// Runs a step that other requests of this run wait for.
    ///
    /// It isn't a child of the request that starts it: Ctrl-C must not come between the server's response, which
    /// revokes the old refresh token, and saving the new one.
    private func shared(_ step: @escaping @Sendable () async throws -> StoredLogin) async throws -> StoredLogin {
        let task = state.withLock { state in
            if let task = state.task { return task }
            let task = Task(executorPreference: MainThreadExecutor.current) {
                let result: Result<StoredLogin, any Error>
                do { result = .success(try await step()) } catch { result = .failure(error) }
                self.state.withLock { state in
                    state.task = nil
                    if case .success(let login) = result { state.login = login }
                }
                return try result.get()
            }
            state.task = task
            return task
        }
        return try await task.value
    }

    private func obtain() async throws -> StoredLogin {
        let domain = try domain()
        let now = surroundings.clock.now
        guard let login = try await stored(domain) else { throw Self.notLoggedIn(domain) }
        if login.lasts(Self.margin, from: now) { return login }
        guard login.refreshToken != nil else {
            guard login.lasts(0, from: now) else { throw Self.ended(domain, login) }
            return login
        }
        do {
            return try await refresh(domain) { $0.lasts(Self.margin, from: self.surroundings.clock.now) }
        } catch let refusal as AuthorizationRefusal where refusal.isFinal {
            var error = refusal.commandError
            error.message = "the login to \(domain) cannot be refreshed: \(error.message)"
            error.hint = .login(domain)
            throw error
        } catch  where login.lasts(0, from: surroundings.clock.now) {
            if error is DoubtfulRefresh { surroundings.diagnostics.warning(CommandError(describing: error).message) }
            surroundings.diagnostics.debug(
                "the login was not refreshed and works only until it expires: \(CommandError(describing: error).message)"
            )
            return login
        }
    }

    private func renew(_ refused: String) async throws -> StoredLogin {
        let domain = try domain()
        guard let login = try await stored(domain), login.refreshToken != nil else { throw Self.notLoggedIn(domain) }
        return try await refresh(domain) { $0.token != refused }
    }

    private func stored(_ domain: String) async throws -> StoredLogin? {
        try await LoginStorage(environment: surroundings.environment, files: surroundings.files).login(to: domain)
    }

    /// Refreshes the login, unless another process has done it by the time we have the lock.
    ///
    /// A refresh token may work only once: it isn't used before it is certain that the new one can be stored.
    private func refresh(
        _ domain: String, unless isGood: (StoredLogin) -> Bool
    ) async throws -> StoredLogin {
        let storage = try LoginStorage(environment: surroundings.environment, files: surroundings.files)
        let lock = try await keepable(domain) {
            try await LoginStorage.lock(in: surroundings.environment, surroundings.files)
        }
        defer { lock.release() }
        guard let present = try await stored(domain) else { throw Self.notLoggedIn(domain) }
        guard let refreshToken = present.refreshToken, !isGood(present) else { return present }
        try await keepable(domain) { try await storage.requireKeepable(present, to: domain) }
        let server = try await surroundings.authorizationServer()
        let cutOff = DoubtfulRefresh(domain: domain, cause: CommandError(.interrupted, "interrupted"))
        let step = Interruption.current?.begin(cutOff.commandError)
        defer { step?.end() }
        var login = try await spend(refreshToken, server, domain).login(at: surroundings.clock.now)
        // A server that returns no new refresh token still accepts the old one.
        login.refreshToken = login.refreshToken ?? refreshToken
        surroundings.diagnostics.debug("the login to \(domain) was refreshed")
        do {
            try await storage.save(login, to: domain)
        } catch {
            // The server may have revoked the old refresh token: the new one is at least useful to this run.
            surroundings.diagnostics.warning(
                "the login to \(domain) was refreshed but could not be saved, so it works for this run only: "
                    + CommandError(describing: error).cause)
        }
        return login
    }

    private func spend(
        _ refreshToken: String, _ server: AuthorizationServer, _ domain: String
    ) async throws -> TokenGrant {
        do {
            return try await server.refresh(refreshToken)
        } catch let error as TransportError where error.requestMayHaveArrived {
            throw DoubtfulRefresh(domain: domain, cause: error.commandError)
        } catch let error as AuthorizationRefusal where error.status >= 500 {
            throw DoubtfulRefresh(domain: domain, cause: error.commandError)
        }
    }

    private func keepable<Result>(_ domain: String, _ step: () async throws -> Result) async throws -> Result {
        do {
            return try await step()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw CommandError(
                .unauthorized,
                "the login to \(domain) is not refreshed, because the new one could not be saved: "
                    + CommandError(describing: error).message,
                hint: "set \(variable: "API_TOKEN"), which needs no login")
        }
    }

    private static func ended(_ domain: String, _ login: StoredLogin) -> CommandError {
        CommandError(
            .unauthorized,
            "the login to \(domain) expired on \(login.expiry.map { $0.rfc3339 } ?? "an unknown date")",
            hint: .login(domain))
    }
}

extension Hint {
    /// The hint for getting a credential for a domain.
    static func login(_ domain: String) -> Hint {
        .command("login", domain).otherwise("set \(variable: "API_TOKEN"), which needs no login")
    }
}

/// A refresh whose response was lost: the server may have revoked the refresh token.
private struct DoubtfulRefresh: CommandErrorConvertible {
    let domain: String
    let cause: CommandError

    var commandError: CommandError {
        CommandError(
            cause.exitCode,
            "\(cause.message); the login to \(domain) may no longer work, because its refresh was interrupted",
            hint: .login(domain))
    }
}
