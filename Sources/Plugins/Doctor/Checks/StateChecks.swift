import AstroTokens
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
            let pending = try OverlapStore(context).everywhere()
            guard let first = pending.first else { return Finding("pending overlaps", .ok, "none") }
            let words = pending.map { "'\($0.name)' (\($0.oldID)), which works \($0.until)" }
            return Finding(
                "pending overlaps", .warning, words.joined(separator: "; "),
                fix: first.command("overlap list", "--context", first.context))
        } catch {
            return Finding("pending overlaps", error)
        }
    }
}
