import AstroTokens
import Delivery
import Kernel

/// Deletes the record of a value instead of delivering it.
struct ValueDiscard {
    let context: Context
    let store: RecoveryStore
    /// Whether the person has agreed already.
    let isAnswered: Bool

    /// - Throws: ``CommandError``; nothing was deleted.
    func run(_ record: RecoveryRecord) async throws {
        guard let secret = record.secret else { return try await forgetRequest(record) }
        try await requireNoOverlap(record, secret)
        if !isAnswered {
            context.output.warning(
                "the saved value of \(record.subject) may be the only copy, and the server may still accept it")
            try await context.output.confirm("Delete it?", flag: "--yes")
        }
        try store.forget(record.name)
        context.output.notice(
            "The saved value of \(record.subject) was deleted, and nothing was delivered. If nobody has the value, "
                + "request another one.", hint: RecoveryRemedy(record, in: context.program).repetition)
    }

    /// Forgets a request whose answer never arrived.
    private func forgetRequest(_ record: RecoveryRecord) async throws {
        let event = "\(record.step) \(record.subject) was interrupted on \(record.askedAt.rfc3339)"
        if !isAnswered {
            context.output.warning("\(event), and whether it was done is unknown; no value was saved")
            try await context.output.confirm("Forget it?", flag: "--yes")
        }
        try store.forget(record.name)
        context.output.notice(
            "Forgotten: \(event). Whether it was done is still unknown.",
            hint: RecoveryRemedy(record, in: context.program).repetition)
    }

    /// Keeps a value that an overlap waits for: without its record, the old token could be deleted while nobody has a
    /// working value.
    private func requireNoOverlap(_ record: RecoveryRecord, _ secret: String) async throws {
        let check = KeptValueCheck(context: context, store: store)
        let overlap = try record.id.flatMap { try OverlapStore(context).record(of: $0) }
        var old = Overlap.oldID(ofRecord: record.name) ?? overlap?.oldID
        // Another machine's overlap is known by the mark on the server alone.
        if old == nil { old = await check.token(of: record, secret)?.mark?.oldID }
        guard let old, old != record.id else { return }
        // If the server refuses the value, the new token has another one by now, so the overlap doesn't need this copy.
        if await check.isRefused(record, secret) { return }
        if try await check.isGone([old, record.id].compactMap(\.self), overlap, record) { return }
        let cancel = overlap.map { overlap in overlap.command("overlap cancel", overlap.newID) }
        throw CommandError(
            .failure,
            "\(record.subject) replaces \(old), which could then be deleted although nobody has the new value; "
                + "nothing was deleted", hint: cancel ?? .command("token overlap cancel", record.id ?? old))
    }
}
