package import AstroAPI
import Delivery
package import Kernel

/// Ends overlaps, one way or the other.
package struct OverlapEnd {
    package let context: Context
    package let client: AstroClient
    package let store: OverlapStore
    private let recovery: RecoveryStore

    package init(_ context: Context) async throws {
        self.context = context
        client = try await AstroClient(context)
        store = try OverlapStore(context)
        recovery = try RecoveryStore(context)
    }

    /// How far somebody agreed to the end of an overlap.
    package enum Consent {
        /// Nobody was asked: it ends if it is due and nothing about it is doubtful.
        case none
        /// A person named it and agreed.
        case given
        /// A person wants it, whether or not anybody has used the new token.
        case forced
    }

    /// What came of an end that was not refused.
    package enum Outcome {
        case done
        /// The time of the old token is not over by the server's clock.
        case notDue
        /// Nobody is known to have used the new token.
        case unused
        /// A person must look at it first.
        case unconfirmed
    }

    /// Deletes the old token, where the new one works; an old one that is gone already is no error, so that this may
    /// be repeated.
    ///
    /// - Parameter isRecorded: Whether this machine began it; what only a mark tells is judged once more.
    /// - Throws: ``CommandError`` if the new value is still undelivered, or the new token is gone: the old one is
    ///   all that works.
    package func finish(_ overlap: Overlap, isRecorded: Bool, consent: Consent) async throws -> Outcome {
        let lock = try lock(overlap)
        defer { lock.release() }
        // Whoever had the lock before may have cancelled it: the old token is all that is left then.
        guard try !isRecorded || store.has(overlap) else {
            context.output.notice("The overlap of \(overlap.newID) was ended by another process.")
            return .done
        }
        var overlap = overlap
        if consent != .none || isDue(overlap) { try requireDelivered(overlap) }
        let new = try await newToken(of: overlap)
        if let mark = new?.mark { overlap.due = mark.due }
        guard consent != .none || isDue(overlap) else { return .notDue }
        try requireDelivered(overlap)
        guard let new else {
            throw CommandError(
                .notFound,
                "the new token \(overlap.newID) is no longer there; the old token \(overlap.oldID) stays",
                hint: isRecorded ? overlap.command("overlap cancel", overlap.newID) : nil)
        }
        if let outcome = try await judge(overlap, new, isRecorded, consent) { return outcome }
        guard new.lastUsedAt != nil || overlap.isVerified == true || consent == .forced else {
            context.output.warning(
                "the token \(overlap.newID) was never used; the old token \(overlap.oldID) stays until it was",
                hint: consent == .given ? overlap.command("overlap finish", overlap.newID, "--force") : overlap.deletion
            )
            return .unused
        }
        try await delete(overlap.oldID, of: overlap, again: overlap.command("overlap finish", overlap.newID))
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) took the place of \(overlap.oldID), which is deleted.")
        await removeMark(of: new, overlap)
        return .done
    }

    private func isDue(_ overlap: Overlap) -> Bool { overlap.due.map { $0 <= client.now(context.clock) } ?? false }

    /// Judges a mark by what the server says now; nil if the old token may be deleted.
    private func judge(
        _ overlap: Overlap, _ new: APIToken, _ isRecorded: Bool, _ consent: Consent
    ) async throws -> Outcome? {
        guard let mark = new.mark else {
            // One that was begun without a mark has none to lose.
            if isRecorded, overlap.nonce == nil || consent != .none { return nil }
            return leave(overlap, isRecorded ? OverlapListing.removed : "somebody removed it meanwhile")
        }
        guard isRecorded || mark.oldID == overlap.oldID else { return leave(overlap, "it names \(mark.oldID) by now") }
        let old = isRecorded ? nil : try await token(mark.oldID, of: overlap)
        let claim = OverlapClaim(
            new: new, old: old, mark: mark, own: isRecorded ? nil : try await context.ownSubjectID(),
            ownToken: context.auth.apiTokenID, record: isRecorded ? overlap : nil, now: client.now(context.clock))
        switch claim.verdict {
        case .void(let reason):
            return try await endVoid(overlap, new, reason, isOurs: old == nil && claim.isOwn, consent)
        case .unconfirmed(let reasons):
            guard consent == .none else { return nil }
            return leave(overlap, reasons.joined(separator: "; "))
        case .pending, .unused, .due: return nil
        }
    }

    /// Deletes nothing by a mark that is void, and takes the mark off where that does no harm.
    private func endVoid(
        _ overlap: Overlap, _ new: APIToken, _ reason: String, isOurs: Bool, _ consent: Consent
    ) async throws -> Outcome {
        let isHarmless = reason == OverlapClaim.gone || overlap.oldID == overlap.newID
        guard isHarmless, consent != .none || isOurs else {
            let wayOut: Hint =
                reason == OverlapClaim.inUse
                ? "use the new token as the credential, and finish the overlap with that one"
                : overlap.command(isHarmless ? "overlap finish" : "overlap cancel", overlap.newID)
            guard consent == .none else {
                throw CommandError(
                    .failure,
                    "the token \(overlap.newID) cannot take the place of \(overlap.oldID): \(reason); "
                        + "nothing was changed", hint: wayOut)
            }
            return leave(overlap, reason, hint: wayOut)
        }
        await removeMark(of: new, overlap)
        context.output.notice(
            "No token was deleted: \(reason). The overlap of \(overlap.newID) is over.")
        return .done
    }

    /// Says why nothing is deleted.
    private func leave(_ overlap: Overlap, _ reason: String, hint: Hint? = nil) -> Outcome {
        context.output.warning(
            "nothing is deleted for '\(overlap.name)' (\(overlap.newID)), which is said to replace \(overlap.oldID): \(reason)",
            hint: hint ?? overlap.command("overlap finish", overlap.newID))
        return .unconfirmed
    }

    /// Takes what the description says of the overlap away, now that there is none.
    private func removeMark(of new: APIToken, _ overlap: Overlap) async {
        // Nothing changes the description of an agent token; a mark whose old token is gone means nothing.
        guard new.mark != nil, client.reaching(overlap.endpoints).changesTokens else { return }
        do {
            let note = UpdateTokenRequest(name: new.name, description: OverlapMark.note(in: new.description))
            try await context.change(
                "updating the token \(new.id)", again: overlap.command("overlap finish", overlap.newID)
            ) {
                _ = try await client.updateToken(id: new.id, note, known: new)
            }
        } catch {
            context.output.warning(
                "the description of the token \(new.id) still says that it replaces \(overlap.oldID): "
                    + CommandError(describing: error).message, hint: overlap.command("overlap finish", new.id))
        }
    }

    /// Whether an answer of the server has told the time.
    package var knowsTime: Bool { client.knowsTime }

    /// Keeps the old token where nobody has the new one's value as yet.
    private func requireDelivered(_ overlap: Overlap) throws {
        guard let record = try records(of: overlap).first else { return }
        throw CommandError(
            .failure,
            "the value of the new token \(overlap.newID) is undelivered; the old token \(overlap.oldID) stays",
            hint: record.secret == nil ? overlap.repetition : overlap.command("recover", overlap.newID))
    }

    /// The new token; nil if it is gone.
    private func newToken(of overlap: Overlap) async throws -> APIToken? { try await token(overlap.newID, of: overlap) }

    private func token(_ id: String, of overlap: Overlap) async throws -> APIToken? {
        do {
            return try await client.reaching(overlap.endpoints).token(id: id)
        } catch let error as APIError where error.status == 404 {
            return nil
        }
    }

    /// Keeps the new token where it is all that is left.
    private func requireOldToken(of overlap: Overlap) async throws {
        do {
            _ = try await client.reaching(overlap.endpoints).token(id: overlap.oldID)
        } catch let error as APIError where error.status == 404 {
            throw CommandError(
                .notFound,
                "the old token \(overlap.oldID) is no longer there; the new token \(overlap.newID) stays",
                hint: overlap.command("overlap finish", overlap.newID), requestID: error.requestID)
        }
    }

    /// Deletes the new token, as if there had never been one.
    ///
    /// - Throws: ``CommandError`` if the old one is gone: the new one is all that works.
    package func cancel(_ overlap: Overlap) async throws {
        let lock = try lock(overlap)
        defer { lock.release() }
        guard overlap.oldID != overlap.newID else {
            throw CommandError.usage(
                "the token \(overlap.newID) names itself as the token to replace; nothing was changed",
                hint: overlap.command("overlap finish", overlap.newID))
        }
        try await requireOldToken(of: overlap)
        try await delete(
            overlap.newID, of: overlap, again: overlap.command("overlap cancel", overlap.newID))
        for record in try records(of: overlap) { try recovery.forget(record.name) }
        try store.forget(overlap)
        context.output.notice(
            "The new token '\(overlap.name)' (\(overlap.newID)) is deleted; the old one (\(overlap.oldID)) keeps working."
        )
    }

    /// What is under way of the new token's value, by a replacement or by a rotation of its own.
    private func records(of overlap: Overlap) throws -> [RecoveryRecord] {
        try recovery.all().filter { $0.name == overlap.recordName || $0.belongs(to: overlap.newID) }
    }

    /// Keeps a rotation that is at work on the same tokens from being overtaken.
    private func lock(_ overlap: Overlap) throws -> any FileLock {
        guard let lock = try recovery.tryLock(overlap.recordName) else {
            throw CommandError(
                .failure, "another process is at work on the token \(overlap.newID); nothing was changed",
                hint: "try again when it has finished")
        }
        return lock
    }

    /// Deletes a token; one that is gone already is no error.
    private func delete(_ id: String, of overlap: Overlap, again: Hint) async throws {
        let client = client.reaching(overlap.endpoints)
        try await context.change("deleting the token \(id)", again: again) {
            do {
                try await client.deleteToken(id: id, name: overlap.name)
            } catch let error as APIError where error.status == 404 {}
        }
    }
}
