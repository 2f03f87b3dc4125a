#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import AstroPlaces
package import Delivery
package import Kernel

/// Makes a token, and says which one may be ours when the answer was lost.
///
/// A token that merely looks like ours is never taken over: another process may have made it in the same minute, and
/// a rotation would take its value away.
package struct TokenCreation {
    let client: AstroClient
    let context: Context
    let place: TokenPlace
    let request: CreateTokenRequest
    /// What the record is called that tells of the creation while it is under way.
    let recordName: String
    /// The command that asks for the same token again.
    let repetition: Hint?
    /// The token that the new one is to replace, if any.
    let replaced: APIToken?
    /// What the new token's description ends in, by which it is found for certain.
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

    /// How far the server's clock may be from what it last told.
    private static let tolerance: TimeInterval = 120

    /// The token with its value; its ID is empty if nothing says for certain which one it is.
    ///
    /// - Parameter earlier: What an earlier process left that was cut off while it asked for the same token.
    /// - Throws: An ``UnknownOutcome`` if the server may have made a token; otherwise it did not.
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

    /// What a process made that came to its end before it had delivered the value; nil if it made nothing.
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

    /// The token whose value is here, but did not get further; nil if somebody deleted it.
    private func undelivered(_ id: String, _ secret: String) async throws -> APIToken? {
        guard !id.isEmpty else {
            var token = request.token
            token.token = secret
            return await identified(token, since: .distantPast)
        }
        do {
            let token = try await client.token(id: id)
            context.output.notice(
                "An earlier run made the token \(token.label) and did not deliver its value: going on.")
            return try await followUp(token) {
                try await rotation(of: token).value(of: token, kept: secret)
            }
        } catch let error as APIError where error.status == 404 {
            return nil
        }
    }

    /// Gives a value to the token that the server says it made, without its value.
    private func giveValue(to id: String, since begin: Date, after cause: any Error) async throws -> APIToken {
        let token: APIToken
        do {
            token = try await client.token(id: id)
        } catch {
            throw orphan(id, label: "'\(request.name)' (\(id))", after: cause)
        }
        // An ID that the answer spoiled may be another token's.
        guard token.name == request.name, token.scope == request.scope, token.lastUsedAt == nil else {
            throw await doubt(since: begin, after: cause)
        }
        guard client.changesTokens else { throw orphan(id, label: token.label, after: cause) }
        context.output.notice(
            "The server made the token \(token.label), but its answer has no value. Nobody has one: asking for another."
        )
        return try await followUp(token) {
            try await rotation(of: token).rotate(token)
        }
    }

    /// The rotation that gives a token another value.
    func rotation(of token: APIToken) -> TokenRotation {
        TokenRotation(client: client, context: context, repetition: place.command("rotate", token.id))
    }

    /// Takes a step for a token that was made; where that is refused, it is an orphan, and is named.
    func followUp(_ token: APIToken, _ step: () async throws -> APIToken) async throws -> APIToken {
        do {
            return try await step()
        } catch {
            throw orphan(token.id, label: token.label, after: error)
        }
    }

    /// The token with its ID, where the answer did not give one but something else does.
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

    /// The tokens of the wanted name that came to be since a moment and that nobody has used, as far as that is known.
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

    /// A moment of our clock by the server's, whose times the tokens bear; the earlier of both where ours may have been
    /// set right meanwhile.
    private func serverMoment(_ moment: Date) -> Date {
        let now = client.now(context.clock)
        let other = moment.addingTimeInterval(now.timeIntervalSince(context.clock.now))
        let earlier = min(moment, other)
        return earlier > now ? .distantPast : earlier
    }

    /// The tokens whose values this machine has had: they are in use somewhere.
    private func madeByUs() throws -> [String] {
        try context.audit.entries().filter { $0.valueAfter != nil }.map(\.subject)
    }
}
