import AstroAPI
import AstroTokens
import Delivery
import Kernel

/// Keeps a value that no longer works from taking the place of the live one.
struct KeptValueCheck {
    let context: Context
    let store: RecoveryStore

    /// Asks the server whether it still accepts a value that was kept.
    ///
    /// If the server can't be asked, this warns, and the value is delivered anyway.
    /// - Throws: ``CommandError`` if the value no longer works; nothing was delivered.
    func requireLive(_ record: RecoveryRecord, _ value: String) async throws {
        // No server knows the values of agents, and an old record does not tell which one it is.
        guard let domain = record.origin, let id = record.id else { return }
        do {
            let client = try await client(of: domain, value)
            guard let refusal = try await client.refusal(of: value, asTokenID: id) else { return }
            try await refuse(record, client, refusal)
        } catch let error as RefusedValue {
            throw error.commandError
        } catch let error as CancellationError {
            throw error
        } catch {
            context.output.warning(
                "it could not be checked whether the value of \(record.subject) still works: "
                    + CommandError(describing: error).cause)
        }
    }

    /// Returns whether the server no longer accepts a value; false if it can't be asked.
    func isRefused(_ record: RecoveryRecord, _ value: String) async -> Bool {
        guard let domain = record.origin, let id = record.id, let client = try? await client(of: domain, value) else {
            return false
        }
        return (try? await client.refusal(of: value, asTokenID: id)) != nil
    }

    /// Returns a value's token as the server has it now, asked with the credential in use or the value; nil if neither
    /// may see it.
    func token(of record: RecoveryRecord, _ value: String) async -> APIToken? {
        guard let domain = record.origin, let id = record.id else { return nil }
        if isHere(domain), let token = try? await AstroClient(context).token(id: id) { return token }
        return try? await client(of: domain, value).token(id: id)
    }

    /// Returns whether the credential in use finds one of an overlap's two tokens gone, so that it has ended.
    func isGone(_ ids: [String], _ overlap: Overlap?, _ record: RecoveryRecord) async throws -> Bool {
        guard let domain = record.origin, isHere(domain), let client = try? await AstroClient(context) else {
            return false
        }
        for id in ids {
            if let overlap {
                if try await OverlapStore(context).forgetEnded(overlap, knowing: id, client) { return true }
            } else if await Self.isGone(id, client) {
                return true
            }
        }
        return false
    }

    private static func isGone(_ id: String, _ client: AstroClient) async -> Bool {
        do {
            _ = try await client.token(id: id)
            return false
        } catch {
            return (error as? APIError)?.status == 404
        }
    }

    private struct RefusedValue: Error {
        let commandError: CommandError
    }

    /// A client for the value's own server and Organization.
    private func client(of domain: String, _ value: String) async throws -> AstroClient {
        let there = isHere(domain) ? context : context.turned(to: domain)
        if let own = TokenClaims(value)?.organizationID { return try AstroClient(there, organizationID: own) }
        guard isHere(domain) else {
            throw CommandError(.failure, "it belongs to \(domain), and its Organization is unknown")
        }
        return try await AstroClient(there)
    }

    private func isHere(_ domain: String) -> Bool { (try? context.auth.domain()) == domain }

    /// - Throws: ``RefusedValue``, unless the server says that the value is the token's latest one.
    private func refuse(_ record: RecoveryRecord, _ client: AstroClient, _ refusal: APIError) async throws {
        let prefix = record.prefix ?? ""
        // The credential in use goes to its own server alone.
        let (live, isGone) = isHere(record.origin ?? "") ? await shortToken(of: record, client) : (nil, false)
        guard let live, !live.isEmpty, !prefix.isEmpty else {
            let remedy = RecoveryRemedy(record, in: context.program)
            throw RefusedValue(
                commandError: CommandError(
                    .failure,
                    "the server no longer accepts the saved value of \(record.subject) (\(refusal.message)); "
                        + "nothing was delivered. It is still saved in \(store.path(of: record.name))",
                    hint: isGone ? remedy.discarding : remedy.repetition ?? remedy.discarding))
        }
        guard live != prefix else {
            return context.output.warning(
                "the value of \(record.subject) is the latest one, but the server does not accept it: "
                    + refusal.message)
        }
        try? store.forget(record.name)
        throw RefusedValue(
            commandError: CommandError(
                .failure,
                "the saved value of \(record.subject) no longer works: the token was rotated since; nothing was delivered"
            ))
    }

    /// The short token that the server shows now, and whether it has no such token for the credential in use.
    private func shortToken(of record: RecoveryRecord, _ client: AstroClient) async -> (String?, isGone: Bool) {
        do {
            return (try await client.token(id: record.id ?? "").shortToken, false)
        } catch {
            return (nil, (error as? APIError)?.status == 404)
        }
    }
}
