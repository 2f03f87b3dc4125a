#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

/// The login of a context during one run: read when it is first needed, and refreshed before it ends.
///
/// Of several processes that find it about to end, one refreshes it while the others wait and take what it got.
final class LoginSession: Sendable {
    /// What a session needs of its surroundings.
    struct Surroundings: Sendable {
        let environment: Environment
        let files: any FileSystem
        let clock: any WallClock
        /// Finds the server that refreshes the login.
        let authorizationServer: @Sendable () async throws -> AuthorizationServer
        let output: Output
    }

    private struct State {
        var login: StoredLogin?
        var task: Task<StoredLogin, any Error>?
        var hasRenewed = false
    }

    private let domain: @Sendable () throws -> String
    private let surroundings: Surroundings
    private let state = Mutex(State())

    /// How many seconds before its end a token is no longer used.
    private static let margin = 300.0

    init(domain: @escaping @Sendable () throws -> String, _ surroundings: Surroundings) {
        self.domain = domain
        self.surroundings = surroundings
    }

    static func notLoggedIn(_ domain: String) -> CommandError {
        CommandError(
            .unauthorized, "not logged in to \(domain)",
            hint: "astro login \(domain); or set ASTRO_API_TOKEN, or try the tool without a login: --context sandbox")
    }

    /// The login where it was needed before.
    var known: StoredLogin? { state.withLock { $0.login } }

    /// The login, with a token that lasts.
    ///
    /// - Throws: ``CommandError`` where there is none, or it is over and cannot be refreshed.
    func login() async throws -> StoredLogin {
        if let known = state.withLock({ $0.login }), known.lasts(Self.margin, from: surroundings.clock.now) {
            return known
        }
        return try await shared { try await self.obtain() }
    }

    /// Another token in place of one that the server does not accept, although its time is not over.
    ///
    /// It is tried once; nil where none is to be had.
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
            surroundings.output.debug("the login could not be renewed: \(CommandError(describing: error).message)")
            return nil
        }
    }

    /// Runs a step that other requests of this run wait for.
    ///
    /// It is no child of the request that begins it: Ctrl-C must not come between the server's answer, which retires
    /// the old refresh token, and the writing of the new one.
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
            error.hint = "astro login \(domain)"
            throw error
        } catch  where login.lasts(0, from: surroundings.clock.now) {
            surroundings.output.debug(
                "the login is not refreshed, and used for as long as it lasts: \(CommandError(describing: error).message)"
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

    /// Refreshes the login, unless another process has done it once the lock is ours.
    private func refresh(
        _ domain: String, unless isGood: (StoredLogin) -> Bool
    ) async throws -> StoredLogin {
        let storage = try LoginStorage(environment: surroundings.environment, files: surroundings.files)
        return try await LoginStorage.alone(in: surroundings.environment, surroundings.files) {
            guard let present = try await stored(domain) else { throw Self.notLoggedIn(domain) }
            guard let refreshToken = present.refreshToken, !isGood(present) else { return present }
            let server = try await surroundings.authorizationServer()
            var login = try await server.refresh(refreshToken).login(at: surroundings.clock.now)
            // A server that hands out no new refresh token goes on taking the old one.
            login.refreshToken = login.refreshToken ?? refreshToken
            surroundings.output.debug("the login to \(domain) was refreshed")
            do {
                try await storage.save(login, to: domain)
            } catch {
                // The server may have retired the old refresh token: the new one is at least of use to this run.
                surroundings.output.warning(
                    "the refreshed login serves this run alone, since it was not kept: "
                        + CommandError(describing: error).message)
            }
            return login
        }
    }

    private static func ended(_ domain: String, _ login: StoredLogin) -> CommandError {
        CommandError(
            .unauthorized,
            "the login to \(domain) expired on \(login.expiry.map { $0.rfc3339 } ?? "a day unknown")",
            hint: "astro login \(domain); or set ASTRO_API_TOKEN")
    }
}
