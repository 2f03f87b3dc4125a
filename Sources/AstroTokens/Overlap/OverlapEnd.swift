package import AstroAPI
import Delivery
package import Kernel

/// Ends overlaps, by finishing or canceling them.
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

    /// What somebody agreed to when an overlap ends.
    package enum Consent {
        /// Nobody was asked: it ends only if it is due and not doubtful.
        case none
        /// A person named it and agreed.
        case given
        /// A person wants it even if the new token was never used.
        case forced
    }

    /// The outcome of an end that was not refused.
    package enum Outcome {
        case done
        /// The overlap has not ended yet by the server's clock.
        case notDue
        /// The new token is not known to have been used.
        case unused
        /// A person must check it first.
        case unconfirmed
    }

    /// Deletes the old token if the new one works; this can be repeated, since the old one may already be deleted.
    ///
    /// - Parameter isRecorded: Whether this machine began it; if only a mark says so, the mark is judged again.
    /// - Throws: ``CommandError`` if the new value is still undelivered or the new token was deleted: then only the old
    ///   one works.
    package func finish(_ overlap: Overlap, isRecorded: Bool, consent: Consent) async throws -> Outcome {
        let lock = try lock(overlap)
        defer { lock.release() }
        // Whoever had the lock before may have canceled it: the old token is all that is left then.
        guard try !isRecorded || store.has(overlap) else {
            context.output.notice("The overlap of \(overlap.newID) was already ended by another process.")
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
                "the new token \(overlap.newID) no longer exists; the old token \(overlap.oldID) is kept",
                hint: isRecorded ? overlap.command("overlap cancel", overlap.newID) : nil)
        }
        if let outcome = try await judge(overlap, new, isRecorded, consent) { return outcome }
        guard new.lastUsedAt != nil || overlap.isVerified == true || consent == .forced else {
            context.output.warning(
                "the token \(overlap.newID) was never used, so the old token \(overlap.oldID) is kept",
                hint: consent == .given ? overlap.command("overlap finish", overlap.newID, "--force") : overlap.deletion
            )
            return .unused
        }
        try await delete(overlap.oldID, of: overlap, again: overlap.command("overlap finish", overlap.newID))
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) replaced \(overlap.oldID), which was deleted.")
        await removeMark(of: new, overlap)
        return .done
    }

    private func isDue(_ overlap: Overlap) -> Bool { overlap.due.map { $0 <= client.now(context.clock) } ?? false }

    /// Judges a mark by the server's current data; nil if the old token may be deleted.
    private func judge(
        _ overlap: Overlap, _ new: APIToken, _ isRecorded: Bool, _ consent: Consent
    ) async throws -> Outcome? {
        guard let mark = new.mark else {
            // An overlap without a mark can't lose it.
            if isRecorded, overlap.nonce == nil || consent != .none { return nil }
            return leave(overlap, isRecorded ? OverlapListing.removed : "somebody removed that from its description")
        }
        guard isRecorded || mark.oldID == overlap.oldID else { return leave(overlap, "it now names \(mark.oldID)") }
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

    /// Keeps the old token because the mark is void, and removes the mark if that is harmless.
    private func endVoid(
        _ overlap: Overlap, _ new: APIToken, _ reason: String, isOurs: Bool, _ consent: Consent
    ) async throws -> Outcome {
        let isHarmless = reason == OverlapClaim.gone || overlap.oldID == overlap.newID
        guard isHarmless, consent != .none || isOurs else {
            let remedy: Hint =
                reason == OverlapClaim.inUse
                ? "use the new token as the credential, and finish the overlap with that one"
                : overlap.command(isHarmless ? "overlap finish" : "overlap cancel", overlap.newID)
            guard consent == .none else {
                throw CommandError(
                    .failure,
                    "the token \(overlap.newID) cannot replace \(overlap.oldID): \(reason); "
                        + "nothing was changed", hint: remedy)
            }
            return leave(overlap, reason, hint: remedy)
        }
        await removeMark(of: new, overlap)
        context.output.notice(
            "No token was deleted: \(reason). The overlap of \(overlap.newID) has ended.")
        return .done
    }

    /// Explains why nothing is deleted.
    private func leave(_ overlap: Overlap, _ reason: String, hint: Hint? = nil) -> Outcome {
        context.output.warning(
            "nothing is deleted for '\(overlap.name)' (\(overlap.newID)), which is said to replace \(overlap.oldID): \(reason)",
            hint: hint ?? overlap.command("overlap finish", overlap.newID))
        return .unconfirmed
    }

    /// Removes the mark from the description after the overlap has ended.
    private func removeMark(of new: APIToken, _ overlap: Overlap) async {
        // An agent token's description can't be changed; a mark is meaningless once the old token is deleted.
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

    /// Whether an answer of the server contained the time.
    package var knowsTime: Bool { client.knowsTime }

    /// Keeps the old token if the new value is still undelivered.
    private func requireDelivered(_ overlap: Overlap) throws {
        guard let record = try records(of: overlap).first else { return }
        throw CommandError(
            .failure,
            "the value of the new token \(overlap.newID) is undelivered; the old token \(overlap.oldID) is kept",
            hint: record.secret == nil ? overlap.repetition : overlap.command("recover", overlap.newID))
    }

    /// Returns the new token; nil if it was deleted.
    private func newToken(of overlap: Overlap) async throws -> APIToken? { try await token(overlap.newID, of: overlap) }

    private func token(_ id: String, of overlap: Overlap) async throws -> APIToken? {
        do {
            return try await client.reaching(overlap.endpoints).token(id: id)
        } catch let error as APIError where error.status == 404 {
            return nil
        }
    }

    /// Keeps the new token if the old one no longer exists.
    private func requireOldToken(of overlap: Overlap) async throws {
        do {
            _ = try await client.reaching(overlap.endpoints).token(id: overlap.oldID)
        } catch let error as APIError where error.status == 404 {
            throw CommandError(
                .notFound,
                "the old token \(overlap.oldID) no longer exists; the new token \(overlap.newID) is kept",
                hint: overlap.command("overlap finish", overlap.newID), requestID: error.requestID)
        }
    }

    /// Deletes the new token, as if it had never been created.
    ///
    /// - Throws: ``CommandError`` if the old one was deleted: then only the new one works.
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
            "The new token '\(overlap.name)' (\(overlap.newID)) was deleted; the old one (\(overlap.oldID)) keeps working."
        )
    }

    /// Returns the records of the new token's value that are in progress, from a replacement or its own rotation.
    private func records(of overlap: Overlap) throws -> [RecoveryRecord] {
        try recovery.all().filter { $0.name == overlap.recordName || $0.belongs(to: overlap.newID) }
    }

    /// Locks out a rotation of the same tokens.
    private func lock(_ overlap: Overlap) throws -> any FileLock {
        guard let lock = try recovery.tryLock(overlap.recordName) else {
            throw CommandError(
                .failure, "another process is working on the token \(overlap.newID); nothing was changed",
                hint: "try again when it has finished")
        }
        return lock
    }

    /// Deletes a token; it's fine if it is already deleted.
    private func delete(_ id: String, of overlap: Overlap, again: Hint) async throws {
        let client = client.reaching(overlap.endpoints)
        try await context.change("deleting the token \(id)", again: again) {
            do {
                try await client.deleteToken(id: id, name: overlap.name)
            } catch let error as APIError where error.status == 404 {}
        }
    }
}
