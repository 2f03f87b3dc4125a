#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tells a person of values that earlier runs left undelivered, once a run, at its end.
struct LeftoverReminder {
    private let context: Context
    /// Those that lay there before: what this run leaves, it tells itself.
    private let before: [RecoveryRecord]

    init(_ effect: CommandConfiguration.Effect, in context: Context) {
        self.context = context
        guard effect != .local, let store = try? RecoveryStore(context) else {
            before = []
            return
        }
        before = (try? store.all()) ?? []
    }

    func tell() {
        guard !before.isEmpty, let left = try? RecoveryStore(context).left() else { return }
        for record in left where before.contains(record) {
            let since = record.askedAt.rfc3339
            if record.secret == nil {
                context.output.warning(
                    "\(record.step) \(record.subject) was cut off on \(since), and its outcome is unknown: repeat it")
            } else {
                context.output.warning(
                    "the value of \(record.subject) is undelivered since \(since): \(record.remedy)")
            }
        }
    }
}
