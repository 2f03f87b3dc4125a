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

    /// Deletes the old token, where the new one works; an old one that is gone already is no error, so that this may
    /// be repeated.
    ///
    /// - Parameters:
    ///   - isDue: Asked once the server has told the time.
    ///   - unused: Whether the old one goes even where nobody is known to have used the new one.
    /// - Throws: ``CommandError`` where the new value is still undelivered, or the new token is gone: the old one is
    ///   all that works.
    package func finish(
        _ overlap: Overlap, isDue: () -> Bool = { true }, evenIfUnused unused: Bool = false
    ) async throws -> Outcome {
        let lock = try lock(overlap)
        defer { lock.release() }
        // Whoever had the lock before may have cancelled it: the old token is all that is left then.
        guard try store.has(overlap) else {
            context.output.notice("The overlap of \(overlap.newID) was ended by another process.")
            return .done
        }
        if isDue() { try requireDelivered(overlap) }
        let new = try await newToken(of: overlap)
        guard isDue() else { return .notDue }
        try requireDelivered(overlap)
        guard let new else {
            throw CommandError(
                .notFound,
                "the new token \(overlap.newID) is no longer there; the old token \(overlap.oldID) stays",
                hint: overlap.command("overlap cancel", overlap.newID))
        }
        guard unused || new.lastUsedAt != nil || overlap.isVerified == true else {
            context.output.warning(
                "the token \(overlap.newID) was never used; the old token \(overlap.oldID) stays until it was",
                hint: overlap.deletion)
            return .unused
        }
        try await delete(
            overlap.oldID, of: overlap, again: overlap.command("overlap finish", overlap.newID))
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) took the place of \(overlap.oldID), which is deleted.")
        return .done
    }

    /// Whether an answer of the server has told the time.
    package var knowsTime: Bool { client.knowsTime }

    /// What came of an end that was not refused.
    package enum Outcome {
        case done
        /// The time of the old token is not over by the server's clock.
        case notDue
        /// Nobody is known to have used the new token.
        case unused
    }

    /// Keeps the old token where nobody has the new one's value as yet.
    private func requireDelivered(_ overlap: Overlap) throws {
        guard let record = try records(of: overlap).first else { return }
        throw CommandError(
            .failure,
            "the value of the new token \(overlap.newID) is undelivered; the old token \(overlap.oldID) stays",
            hint: record.secret == nil ? overlap.repetition : overlap.command("recover", overlap.newID))
    }

    /// The new token; nil where it is gone.
    private func newToken(of overlap: Overlap) async throws -> APIToken? {
        do {
            return try await client.reaching(overlap.endpoints).token(id: overlap.newID)
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
    /// - Throws: ``CommandError`` where the old one is gone: the new one is all that works.
    package func cancel(_ overlap: Overlap) async throws {
        let lock = try lock(overlap)
        defer { lock.release() }
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
