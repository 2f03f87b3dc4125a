import Delivery
import Kernel

/// What earlier runs left: values that nobody has, and old tokens that still work.
struct StateChecks {
    let context: Context

    var findings: [Finding] { [values, overlaps] }

    private var values: Finding {
        do {
            let left = try RecoveryStore(context).left()
            guard let first = left.first else { return Finding("undelivered values", .ok, "none") }
            let remedy = RecoveryRemedy(first, in: context.program)
            return Finding(
                "undelivered values", .warning, left.map(\.subject).joined(separator: ", "),
                fix: first.secret == nil ? remedy.repetition ?? remedy.delivery : remedy.delivery)
        } catch {
            return Finding("undelivered values", error)
        }
    }

    private var overlaps: Finding {
        do {
            let folder = try StateFolder(context.environment).overlaps
            let count = try context.files.names(in: folder).count { $0.hasSuffix(".json") }
            guard count > 0 else { return Finding("pending overlaps", .ok, "none") }
            return Finding(
                "pending overlaps", .warning, count == 1 ? "one" : "\(count)",
                fix: .command("deployment token overlap list"))
        } catch {
            return Finding("pending overlaps", error)
        }
    }
}
