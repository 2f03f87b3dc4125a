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
    /// Determines from the server's list what happened to a creation whose answer was lost.
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

    /// Returns the error for a creation whose outcome can't be determined.
    func unknown(after cause: any Error) -> ChangeInDoubt {
        ChangeInDoubt(
            cause, "a token '\(request.name)' may have been created, with a value that nobody has",
            hint: repetition)
    }

    /// Returns the error for tokens one of which may come from this run, so that nobody has its value.
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

    /// Returns the error for a token whose value nobody has, with what to do about it.
    func orphan(
        _ id: String, label: String, after cause: any Error, isCertain: Bool = true
    ) -> ChangeInDoubt {
        note(id)
        return ChangeInDoubt(
            cause,
            "the token \(label) \(isCertain ? "was created" : "may be the new one"), and nobody has its value\(oldOne)",
            hint: use(id), exitCode: .undelivered)
    }

    /// Records which token it may be, so that rotating or deleting that token also settles the record.
    private func note(_ id: String) {
        guard let store = try? RecoveryStore(context), var record = try? store.record(named: recordName),
            record.secret == nil
        else { return }
        record.id = id
        try? store.keep(record)
    }

    private var oldOne: String { replaced.map { "; the token \($0.label) keeps working" } ?? "" }

    /// Returns the command for a token from this run: rotate it, or delete it if it was to replace another one.
    private func use(_ id: String) -> Hint {
        place.command(replaced == nil && client.changesTokens ? "rotate" : "delete", id)
    }
}
