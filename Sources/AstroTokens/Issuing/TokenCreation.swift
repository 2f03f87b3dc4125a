#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import AstroPlaces
package import Delivery
package import Kernel

/// Creates a token, and names the one that this run may have created if the answer was lost.
///
/// A token that merely looks like this run's is never rotated: another process may have created it in the same minute,
/// and would lose its value.
package struct TokenCreation {
    let client: AstroClient
    let context: Context
    let place: TokenPlace
    let request: CreateTokenRequest
    /// The name of the record of the creation while it is in progress.
    let recordName: String
    /// The command that requests the same token again.
    let repetition: Hint?
    /// The token that the new one replaces, if any.
    let replaced: APIToken?
    /// The mark at the end of the new token's description, which identifies it for certain.
    let mark: OverlapMark?

    package init(
        client: AstroClient, context: Context, place: TokenPlace, request: CreateTokenRequest, recordName: String,
        repetition: Hint?, replaced: APIToken? = nil, mark: OverlapMark? = nil
    ) {
        self.client = client
        self.context = context
        self.place = place
        self.request = request
        self.recordName = recordName
        self.repetition = repetition
        self.replaced = replaced
        self.mark = mark
    }

    /// How far the server's clock may have drifted since its last answer.
    private static let tolerance: TimeInterval = 120

    /// Returns the token with its value; its ID is empty if it can't be determined for certain.
    ///
    /// - Parameter earlier: The record of an earlier run that was interrupted while it requested the same token.
    /// - Throws: An ``UnknownOutcome`` if the server may have created a token; otherwise it did not.
    package func create(after earlier: RecoveryRecord?) async throws -> APIToken {
        if let earlier, let found = try await goOn(earlier) { return found }
        let begin = context.clock.now
        do {
            return await identified(try await client.createToken(request), since: begin)
        } catch let error as UnreadableAnswer {
            guard let id = error.madeID else { throw await doubt(since: begin, after: error) }
            return try await giveValue(to: id, since: begin, after: error)
        } catch  where error.leavesOutcomeOpen {
            if let token = try? await marked().only, !token.isTaken { return try await giveValue(to: token) }
            throw await doubt(since: begin, after: error)
        } catch  where error.isUnsent {
            throw error.ofNoChange
        }
    }

    /// Returns the token of a run that was interrupted before it delivered the value; nil if it created none.
    private func goOn(_ earlier: RecoveryRecord) async throws -> APIToken? {
        if let secret = earlier.secret { return try await undelivered(earlier.id ?? "", secret) }
        let cause = CommandError(.undelivered, "an earlier run asked for this token and was cut off")
        let found: [APIToken]
        do {
            if earlier.nonce != nil, let token = try await marked().only {
                guard !token.isTaken else { throw taken(token) }
                return try await giveValue(to: token)
            }
            found = try await candidates(since: earlier.askedAt)
        } catch  where error is ChangeInDoubt || error is CommandError {
            throw error
        } catch {
            throw unknown(after: error)
        }
        guard found.isEmpty else { throw orphans(found, after: cause) }
        return nil
    }

    /// Returns a token whose saved value was not delivered; nil if the token was deleted.
    private func undelivered(_ id: String, _ secret: String) async throws -> APIToken? {
        guard !id.isEmpty else {
            var token = request.token
            token.token = secret
            return await identified(token, since: .distantPast)
        }
        do {
            let token = try await client.token(id: id)
            context.output.notice(
                "An earlier run created the token \(token.label) but did not deliver its value; continuing from there.")
            return try await followUp(token) {
                try await rotation(of: token).value(of: token, kept: secret)
            }
        } catch let error as APIError where error.status == 404 {
            return nil
        }
    }

    /// Gives a value to a token that the server created but whose answer has no value.
    private func giveValue(to id: String, since begin: Date, after cause: any Error) async throws -> APIToken {
        let token: APIToken
        do {
            token = try await client.token(id: id)
        } catch {
            throw orphan(id, label: "'\(request.name)' (\(id))", after: cause)
        }
        // A damaged answer may have another token's ID.
        guard token.name == request.name, token.scope == request.scope, token.lastUsedAt == nil else {
            throw await doubt(since: begin, after: cause)
        }
        guard client.changesTokens else { throw orphan(id, label: token.label, after: cause) }
        context.output.notice(
            "The server created the token \(token.label), but its answer has no value; requesting a new one.")
        return try await followUp(token) {
            try await rotation(of: token).rotate(token)
        }
    }

    /// Returns the rotation that gives a token a new value.
    func rotation(of token: APIToken) -> TokenRotation {
        TokenRotation(client: client, context: context, repetition: place.command("rotate", token.id))
    }

    /// Runs a step on a token that was created; if it fails, the error names the token, whose value nobody has.
    func followUp(_ token: APIToken, _ step: () async throws -> APIToken) async throws -> APIToken {
        do {
            return try await step()
        } catch {
            throw orphan(token.id, label: token.label, after: error)
        }
    }

    /// Returns the token with its ID; if the answer has none, its value or the listing may tell it.
    private func identified(_ made: APIToken, since begin: Date) async -> APIToken {
        guard made.id.isEmpty else { return made }
        var token = made
        if let id = made.token.flatMap(TokenClaims.init)?.apiTokenID, APIToken.isID(id) {
            token.id = id.lowercased()
            context.output.notice("The server's answer has no ID of the new token; its value names \(token.id).")
            return token
        }
        let found = (try? await candidates(since: begin)) ?? []
        let certain = found.filter { !made.shortToken.isEmpty && $0.shortToken == made.shortToken }
        if let match = certain.first ?? found.first(where: bearsOurMark) {
            token.id = match.id
            context.output.notice(
                "The server's answer has no ID of the new token; the listing shows it as \(match.id).")
            return token
        }
        let ids = found.map(\.id).joined(separator: ", ")
        if replaced == nil, found.count == 1 {
            token.id = ids
            context.output.warning(
                "the server's answer has no ID of the new token; the only one of its name and time is \(ids)")
            return token
        }
        context.output.warning(
            "the server's answer has no ID of the new token"
                + (ids.isEmpty ? "" : "; it may be any of these: \(ids)"), hint: place.listCommand)
        return token
    }

    /// Returns the tokens with the requested name that were created since a date and not used, if that is known.
    func candidates(since begin: Date) async throws -> [APIToken] {
        let creator = context.auth.apiTokenID
        let others = Set(try madeByUs() + [replaced?.id].compactMap(\.self))
        let tokens = try await client.tokens(place.filter)
        let earliest = serverMoment(begin).addingTimeInterval(-Self.tolerance)
        return tokens.filter { token in
            guard token.name == request.name, token.scope == request.scope, !others.contains(token.id),
                token.isUntouched, mayBeOurs(token), (token.createdAt.date ?? earliest) >= earliest
            else { return false }
            return creator == nil || token.createdBy == nil || token.createdBy?.id == creator
        }
    }

    /// Converts a time of this machine's clock to the server's, which the tokens' dates use; returns the earlier of the
    /// two, in case this machine's clock was corrected since.
    private func serverMoment(_ moment: Date) -> Date {
        let now = client.now(context.clock)
        let other = moment.addingTimeInterval(now.timeIntervalSince(context.clock.now))
        let earlier = min(moment, other)
        return earlier > now ? .distantPast : earlier
    }

    /// Returns the IDs of tokens whose values this machine has had, so they are in use somewhere.
    private func madeByUs() throws -> [String] {
        try context.audit.entries().filter { $0.valueAfter != nil }.map(\.subject)
    }
}
