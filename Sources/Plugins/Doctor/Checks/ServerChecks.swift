import AstroAPI
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Checks the server, its clock, and whether it accepts the credential.
struct ServerChecks {
    let context: Context

    /// The clock difference at which a login fails, in seconds.
    private static let tolerance = 300.0

    func findings() async throws -> [Finding] {
        let url: URL
        do {
            url = try context.auth.baseURL()
        } catch {
            return [Finding("server", error)]
        }
        let (server, clock) = try await answer(of: url)
        guard server.status == .ok else {
            return [server, clock, Finding("credential", .skipped, "not checked, because the server was not reached")]
        }
        return [server, clock, try await credential()]
    }

    /// Any answer proves that the server is reachable, so no credential is needed.
    private func answer(of url: URL) async throws -> (server: Finding, clock: Finding) {
        let noClock = Finding("clock", .skipped, "the server sent no time")
        if (try? context.auth.embeddedTransport()) ?? nil != nil {
            return (Finding("server", .ok, "\(url.absoluteString), within this program"), noClock)
        }
        do {
            let begin = context.clock.now
            let response = try await context.anonymousHTTP.send(
                HTTPRequest(.get, url.appending(path: "organizations"), timeout: context.options.timeout))
            let took = Int(context.clock.now.timeIntervalSince(begin) * 1_000)
            let words = "\(url.absoluteString) answered in \(took) ms"
            let server =
                response.status < 500
                ? Finding("server", .ok, words)
                : Finding("server", .problem, "\(words) with status \(response.status)", fix: "try again in a while")
            return (server, response.date.map(clock) ?? noClock)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let missing = (error as? TransportError).flatMap { MissingLocalServer($0, at: url) }
            return (Finding("server", missing ?? error), noClock)
        }
    }

    private func clock(_ server: Date) -> Finding {
        let ahead = context.clock.now.timeIntervalSince(server)
        let words = "\(Int(abs(ahead))) seconds \(ahead < 0 ? "behind" : "ahead of") the server's"
        guard abs(ahead) > Self.tolerance else { return Finding("clock", .ok, words) }
        return Finding("clock", .problem, words, fix: "set this machine's clock")
    }

    private func credential() async throws -> Finding {
        do {
            guard let id = try await context.auth.bearerTokenID(), let client = try? await AstroClient(context) else {
                return try await login()
            }
            do {
                let token = try await client.token(id: id)
                let roles = (token.roles ?? []).map { "\($0.role) in \($0.entityId)" }
                return Finding(
                    "credential", .ok, "API token '\(token.name)' (\(id)): \(roles.joined(separator: ", "))")
            } catch let error as APIError where [403, 404].contains(error.status) {
                return Finding("credential", .ok, "API token \(id), which may not read its own roles")
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let told = CommandError(describing: error)
            return Finding("credential", .problem, told.cause, fix: told.hint ?? .command("login"))
        }
    }

    private func login() async throws -> Finding {
        let directory = try OrganizationDirectory(context)
        let person = try await directory.person()
        let organizations = try await directory.organizations()
        let count = organizations.count == 1 ? "one Organization" : "\(organizations.count) Organizations"
        return Finding("credential", .ok, "\(person?.username ?? "a credential of this context"), in \(count)")
    }
}
