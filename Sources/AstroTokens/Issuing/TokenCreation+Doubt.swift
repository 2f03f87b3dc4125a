#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import Delivery
import Kernel

extension TokenCreation {
    /// Finds out from the server's list what happened to a creation whose answer was lost.
    func doubt(since begin: Date, after cause: any Error) async -> ChangeInDoubt {
        let found: [APIToken]
        do {
            found = try await candidates(since: begin)
        } catch {
            return unknown(after: cause)
        }
        guard found.isEmpty else { return orphans(found, after: cause) }
        let isUndelivered = CommandError(describing: cause).exitCode == .undelivered
        return ChangeInDoubt(
            cause, "no token '\(request.name)' exists yet",
            hint: repetition,
            exitCode: isUndelivered ? .network : nil)
    }

    /// What became of a creation that nothing tells of.
    func unknown(after cause: any Error) -> ChangeInDoubt {
        ChangeInDoubt(
            cause, "a token '\(request.name)' may have been created, with a value that nobody has",
            hint: repetition)
    }

    /// Tokens of which one may be without an owner.
    func orphans(_ found: [APIToken], after cause: any Error) -> ChangeInDoubt {
        if found.count == 1 {
            return orphan(
                found[0].id, label: found[0].label, after: cause, isCertain: false)
        }
        let ids = found.map(\.id).joined(separator: ", ")
        return ChangeInDoubt(
            cause,
            "\(found.count) tokens '\(request.name)' were created at that time: \(ids); one may be this run's\(oldOne)",
            hint: place.listCommand, exitCode: .undelivered)
    }

    /// A token without an owner, and what to do about it.
    func orphan(
        _ id: String, label: String, after cause: any Error, isCertain: Bool = true
    ) -> ChangeInDoubt {
        note(id)
        return ChangeInDoubt(
            cause,
            "the token \(label) \(isCertain ? "was created" : "may be the new one"), and nobody has its value\(oldOne)",
            hint: use(id), exitCode: .undelivered)
    }

    /// Records which token it may be, so that rotating or deleting that token settles the record, too.
    private func note(_ id: String) {
        guard let store = try? RecoveryStore(context), var record = try? store.record(named: recordName),
            record.secret == nil
        else { return }
        record.id = id
        try? store.keep(record)
    }

    private var oldOne: String { replaced.map { "; the token \($0.label) keeps working" } ?? "" }

    /// What to do about a token that is ours: give it a value, or delete it where another is to take the old one's place.
    private func use(_ id: String) -> Hint {
        place.command(replaced == nil && client.changesTokens ? "rotate" : "delete", id)
    }
}
