#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import AstroPlaces
package import Kernel

/// The overlaps of a family: the marks of its tokens, from one listing, merged with this machine's records.
///
/// The marks of agent tokens are read only for their own family, since each Deployment has its own listing.
package struct OverlapListing {
    private let context: Context
    private let family: TokenFamily?
    private let store: OverlapStore

    /// - Parameter family: The family of the tokens; nil for all.
    package init(_ context: Context, _ family: TokenFamily?) throws {
        self.context = context
        self.family = family
        store = try OverlapStore(context)
    }

    /// Returns only this machine's records.
    package func records() throws -> [PendingOverlap] {
        try store.all(family).map { PendingOverlap($0, now: context.clock.now) }
    }

    /// Whether this machine still has a record of an overlap.
    func isRecorded(_ overlap: Overlap) throws -> Bool { try store.has(overlap) }

    /// Returns the recorded overlaps and the ones claimed by tokens' marks, oldest first.
    package func all(_ client: AstroClient) async throws -> [PendingOverlap] {
        // Before the list: one that is begun meanwhile may not be on it.
        let onRecord = try store.all(family)
        let tokens = try await tokens(client)
        let listed = Dictionary(tokens.map { ($0.id, $0) }) { first, _ in first }
        var records: [String: Overlap] = [:]
        for record in onRecord where try await !hasEnded(record, listed, client) { records[record.newID] = record }
        let marked = tokens.filter { token in
            guard let mark = token.mark else { return false }
            // Nothing takes the mark off an agent token: once the old one is gone, it says nothing.
            if family == .agentTokens, listed[mark.oldID] == nil { return false }
            return token.family.map { family == nil || family == $0 } == true
        }
        // The credential's identity matters only for marks of other machines.
        let isOwnNeeded = marked.contains { records[$0.id] == nil }
        let own = isOwnNeeded ? try await context.ownSubjectID() : nil
        let now = client.now(context.clock)
        let known = records.values.map { record in
            merged(record, listed[record.newID], listed[record.oldID], client, now)
        }
        let others = try marked.filter { records[$0.id] == nil }.compactMap { token in
            try pending(token, listed[token.mark?.oldID ?? ""], client, own: own, now: now)
        }
        return (known + others).sorted { ($0.overlap.begin, $0.overlap.newID) < ($1.overlap.begin, $1.overlap.newID) }
    }

    private func tokens(_ client: AstroClient) async throws -> [APIToken] {
        guard family == .agentTokens else {
            return try await client.tokens(family?.scope == .organization ? .organization : .all)
        }
        let answers = await Batch.run(try await client.deployments(), width: 8, turn: {}) { deployment in
            do {
                return try await client.reaching(.agents(deploymentID: deployment.id)).tokens(
                    .deployment(deployment.id))
            } catch let error as APIError where [400, 403, 404].contains(error.status) {
                // The Deployment has no agents, or the credential has no access to it.
                return []
            }
        }
        return try answers.flatMap { try $0?.get() ?? [] }
    }

    /// Whether another machine has ended one that this machine began, which is forgotten then.
    private func hasEnded(
        _ record: Overlap, _ listed: [String: APIToken], _ client: AstroClient
    ) async throws -> Bool {
        guard client.hasCompleteLists, record.organizationID == client.organizationID,
            record.hasEnded({ listed[$0] != nil })
        else { return false }
        let known = listed[record.oldID] == nil ? record.newID : record.oldID
        return try await store.forgetEnded(record, knowing: known, client)
    }

    /// Returns an overlap that this machine began; the mark's time wins, since a person may have changed it.
    private func merged(
        _ record: Overlap, _ new: APIToken?, _ old: APIToken?, _ client: AstroClient, _ now: Date
    ) -> PendingOverlap {
        guard let new, record.nonce != nil || new.mark != nil else { return PendingOverlap(record, now: now) }
        guard let mark = new.mark else {
            return PendingOverlap(
                record, isRecorded: true, creator: new.createdBy, verdict: .unconfirmed([Self.removed]))
        }
        var overlap = record
        overlap.due = mark.due
        let claim = OverlapClaim(
            new: new, old: old, mark: mark, own: nil, ownToken: context.auth.apiTokenID, record: record, now: now)
        return PendingOverlap(overlap, isRecorded: true, creator: new.createdBy, verdict: claim.verdict)
    }

    /// Why an overlap is doubtful that only this machine still knows.
    static let removed = "somebody removed it from the new token's description; only this machine still knows of it"

    private func pending(
        _ new: APIToken, _ old: APIToken?, _ client: AstroClient, own: String?, now: Date
    ) throws -> PendingOverlap? {
        guard let mark = new.mark, let overlap = try Overlap(mark, of: new, client, context) else { return nil }
        let claim = OverlapClaim(
            new: new, old: old, mark: mark, own: own, ownToken: context.auth.apiTokenID, record: nil, now: now)
        return PendingOverlap(overlap, isRecorded: false, creator: new.createdBy, verdict: claim.verdict)
    }
}

extension Overlap {
    /// Creates the overlap that a token's mark describes; nil if the program doesn't know the scope.
    init?(_ mark: OverlapMark, of new: APIToken, _ client: AstroClient, _ context: Context) throws {
        guard let family = new.family else { return nil }
        self.init(
            context: try context.auth.domain(), organizationID: client.organizationID, scope: family.word,
            placeID: new.agentsDeploymentID ?? new.home(in: client.organizationID)?.id ?? "", name: new.name,
            oldID: mark.oldID, newID: new.id,
            begin: new.createdAt.date ?? .distantPast, due: mark.due, nonce: mark.nonce)
    }
}

extension Context {
    /// Returns the ID of the credential in use, as in the server's `createdBy`; nil if unknown.
    package func ownSubjectID() async throws -> String? {
        if let token = auth.apiTokenID { return token }
        return try await OrganizationDirectory(self).person()?.id
    }
}

extension APIToken {
    /// The family whose commands manage it; nil if the program doesn't know the scope.
    fileprivate var family: TokenFamily? {
        agentsDeploymentID == nil ? TokenScope(scope).map(TokenFamily.tokens) : .agentTokens
    }
}
