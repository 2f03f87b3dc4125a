import AstroAPI
import Kernel

/// Ends overlaps, one way or the other.
struct OverlapEnd {
    let context: Context
    let client: AstroClient
    let store: OverlapStore
    private let recovery: RecoveryStore

    init(_ context: Context) throws {
        self.context = context
        client = try AstroClient(context)
        store = try OverlapStore(context)
        recovery = try RecoveryStore(context)
    }

    /// Deletes the old token; one that is gone already is no error, so that this may be repeated.
    ///
    /// - Throws: ``CommandError`` where the new value is still undelivered: the old one is all that works.
    func finish(_ overlap: Overlap) async throws {
        let lock = try lock(overlap)
        defer { lock.release() }
        // Whoever had the lock before may have cancelled it: the old token is all that is left then.
        guard try store.has(overlap) else {
            return context.output.notice("The overlap of \(overlap.newID) was ended by another process.")
        }
        if let record = try records(of: overlap).first {
            throw CommandError(
                .failure,
                "the value of the new token \(overlap.newID) is undelivered; the old token \(overlap.oldID) stays",
                hint: record.secret == nil
                    ? "repeat the rotation: it goes on where it was cut off"
                    : "astro \(overlap.scope) token recover \(overlap.newID)")
        }
        try await delete(overlap.oldID, "finish overlap")
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) took the place of \(overlap.oldID), which is deleted.")
    }

    /// Deletes the new token, as if there had never been one.
    func cancel(_ overlap: Overlap) async throws {
        let lock = try lock(overlap)
        defer { lock.release() }
        try await delete(overlap.newID, "cancel overlap")
        for record in try records(of: overlap) { try recovery.forget(record.name) }
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) is deleted; \(overlap.oldID) goes on.")
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
                hint: "try again when it has ended")
        }
        return lock
    }

    private func delete(_ id: String, _ action: String) async throws {
        try await context.uninterrupted("deleting the token \(id)") {
            do {
                try await client.deleteToken(id: id)
                context.audit.add(action, id)
            } catch let error as APIError where error.status == 404 {
                context.audit.add(action, id, outcome: "was gone already")
            } catch {
                context.audit.add(action, id, outcome: error.auditOutcome)
                throw error
            }
        }
    }
}
