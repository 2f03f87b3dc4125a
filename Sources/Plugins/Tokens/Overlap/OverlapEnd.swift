import AstroAPI
import Kernel

/// Ends overlaps, one way or the other.
struct OverlapEnd {
    let context: Context
    let client: AstroClient
    let store: OverlapStore

    init(_ context: Context) throws {
        self.context = context
        client = try AstroClient(context)
        store = try OverlapStore(context)
    }

    /// Deletes the old token; one that is gone already is no error, so that this may be repeated.
    ///
    /// - Throws: ``CommandError`` where the new value is still undelivered: the old one is all that works.
    func finish(_ overlap: Overlap) async throws {
        if let record = try RecoveryStore(context).record(named: overlap.recordName) {
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
        try await delete(overlap.newID, "cancel overlap")
        try RecoveryStore(context).forget(overlap.recordName)
        try store.forget(overlap)
        context.output.notice("The token \(overlap.newID) is deleted; \(overlap.oldID) goes on.")
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
