#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// Makes a token, and finds it again when the answer was lost: a second one would be an orphan that nobody knows of.
struct TokenCreation {
    let client: AstroClient
    let context: Context
    let place: TokenPlace
    let request: CreateTokenRequest
    /// The tokens of the same name that are others for certain.
    var others: Set<String> = []

    /// How far the server's clock may be from ours.
    private static let tolerance: TimeInterval = 120

    /// The token with its value.
    ///
    /// - Parameter earlier: What an earlier process left that was cut off while it asked for the same token.
    /// - Throws: An ``UnknownOutcome`` where the server may have made a token; otherwise it did not.
    func create(after earlier: RecoveryRecord?) async throws -> APIToken {
        if let earlier, let found = try await cutOff(earlier) { return found }
        let begin = context.clock.now
        do {
            return try await client.createToken(request)
        } catch  where error.leavesOutcomeOpen {
            return try await recover(since: begin, after: error)
        }
    }

    /// The token that a process made which came to its end before it had the value.
    private func cutOff(_ earlier: RecoveryRecord) async throws -> APIToken? {
        if let secret = earlier.secret, let id = earlier.id { return try await undelivered(id, secret) }
        let found = try await candidates(since: earlier.askedAt)
        guard let token = found.first else { return nil }
        if found.count > 1 { throw ambiguous(found, nil) }
        context.output.notice(
            "An earlier run made the token \(token.label) and was cut off. Nobody has its value: giving it another.")
        return try await TokenRotation(client: client, context: context).rotate(token)
    }

    /// The token whose value is here, but did not get further.
    private func undelivered(_ id: String, _ secret: String) async throws -> APIToken? {
        do {
            let token = try await client.token(id: id)
            context.output.notice(
                "An earlier run made the token \(token.label) and did not deliver its value: going on.")
            return try await TokenRotation(client: client, context: context).value(of: token, kept: secret)
        } catch let error as APIError where error.status == 404 {
            // Somebody deleted it; its value is worth nothing.
            return nil
        }
    }

    private func recover(since begin: Date, after cause: any Error) async throws -> APIToken {
        let found: [APIToken]
        do {
            found = try await candidates(since: begin)
        } catch {
            throw ChangeInDoubt(
                cause, "a token '\(request.name)' may have been made, with a value that nobody has",
                hint: "run the same command again: it looks for the token first")
        }
        guard let token = found.first else {
            throw ChangeInDoubt(
                cause, "no token '\(request.name)' is there as yet",
                hint: "run the same command again: it looks for the token first")
        }
        if found.count > 1 { throw ambiguous(found, cause) }
        context.output.notice(
            "The server made the token \(token.label), but its answer was lost. Nobody has its value: giving it another."
        )
        return try await TokenRotation(client: client, context: context).rotate(token)
    }

    /// The tokens of the wanted name that came to be since a moment, by our own hand as far as that is known.
    private func candidates(since begin: Date) async throws -> [APIToken] {
        let creator = context.auth.apiTokenID
        let others = others.union(try madeByUs())
        return try await client.tokens(place.filter).filter { token in
            guard token.name == request.name, token.scope == request.scope, !others.contains(token.id),
                token.lastUsedAt == nil,
                let made = token.createdAt.date, made >= begin.addingTimeInterval(-Self.tolerance)
            else { return false }
            return creator == nil || token.createdBy == nil || token.createdBy?.id == creator
        }
    }

    /// The tokens whose values this machine has had: they are in use somewhere.
    private func madeByUs() throws -> [String] {
        try context.audit.entries().filter { $0.valueAfter != nil }.map(\.subject)
    }

    private func ambiguous(_ found: [APIToken], _ cause: (any Error)?) -> ChangeInDoubt {
        let ids = found.map(\.id).joined(separator: ", ")
        let words =
            "\(found.count) tokens '\(request.name)' were made at that time: \(ids); it is not known which one is ours"
        return ChangeInDoubt(
            cause ?? CommandError(.network, "an earlier run was cut off"), words,
            hint: "delete those that nobody uses, or rotate the one that you mean")
    }
}
