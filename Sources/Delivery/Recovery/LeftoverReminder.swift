import Base
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Output {
    /// Reports records that couldn't be parsed, by their new paths.
    package func warnOfUnreadable(_ records: [String]) {
        for path in records {
            warning("a record of an earlier run could not be read and is now called \(path); it may hold a value")
        }
    }
}

/// A reminder of values that earlier runs didn't deliver, shown at the end of a run.
public struct LeftoverReminder: Sendable {
    private let context: Context
    /// Leftovers of earlier runs; this run reports its own.
    private let before: [RecoveryRecord]
    /// Whether there was any leftover.
    private let hasRecords: Bool

    /// Looks for leftovers before a command, and returns a function that reminds the user afterwards.
    ///
    /// A program lists this as an observer of its commands.
    @Sendable public static func observe(
        _ effect: CommandConfiguration.Effect, in context: Context
    ) -> @Sendable () -> Void {
        LeftoverReminder(effect, in: context).tell
    }

    private init(_ effect: CommandConfiguration.Effect, in context: Context) {
        self.context = context
        guard effect != .local, let store = try? RecoveryStore(context) else {
            (before, hasRecords) = ([], false)
            return
        }
        before = (try? store.all()) ?? []
        hasRecords = store.hasAny
    }

    @Sendable private func tell() {
        guard hasRecords, let store = try? RecoveryStore(context) else { return }
        context.output.warnOfUnreadable(store.setAsideAll())
        guard !before.isEmpty, let left = try? store.left() else { return }
        for record in left where before.contains(record) {
            let since = record.askedAt.rfc3339
            let remedy = RecoveryRemedy(record, in: context.program)
            if record.secret == nil {
                context.output.warning(
                    "\(record.step) \(record.subject) was interrupted on \(since), and its outcome is unknown",
                    hint: remedy.repetition)
            } else {
                context.output.warning(
                    "the value of \(record.subject) has been undelivered since \(since)", hint: remedy.delivery)
            }
        }
    }
}
